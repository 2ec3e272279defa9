import Foundation

/// SplitMix64: random numbers that one 64-bit seed repeats to the last bit.
///
/// It prints its seed, so that the log of a failed test says how to repeat it; `MOAT_SEED=7` sets the seed of every
/// generator, and `MOAT_SEED=random` gives each a new one. Without it the seed is the test's own: a red test is red
/// for everybody.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// The seed it started from.
  public let seed: UInt64
  private var state: UInt64

  /// A generator for the test `name`, which is printed with the seed.
  public init(_ name: String, seed: UInt64 = 1) {
    let wish = ProcessInfo.processInfo.environment["MOAT_SEED"]
    self.init(seed: wish == "random" ? .random(in: 0 ... .max) : wish.flatMap { UInt64($0) } ?? seed)
    print("\(name): seed \(self.seed) (repeat with MOAT_SEED=\(self.seed))")
  }

  /// A generator with this very seed, printing nothing and heeding no variable.
  public init(seed: UInt64) { (self.seed, state) = (seed, seed) }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
