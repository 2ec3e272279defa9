/// A set of small numbers below a bound, one bit each.
struct Bitset: Hashable, Sendable {
  private(set) var words: [UInt64]
  let bound: Int

  /// The empty set of numbers below `bound`.
  init(bound: Int) {
    self.bound = bound
    words = [UInt64](repeating: 0, count: (bound + 63) / 64)
  }

  /// All numbers below `bound`.
  static func all(_ bound: Int) -> Bitset {
    var set = Bitset(bound: bound)
    set.invert()
    return set
  }

  /// Whether there is no number in it.
  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

  func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 == 1 }

  /// All numbers that are not in it, in place.
  mutating func invert() {
    for index in words.indices { words[index] = ~words[index] }
    let rest = bound & 63
    if rest != 0 { words[words.count - 1] &= (1 << UInt64(rest)) - 1 }
  }

  mutating func formUnion(_ other: Bitset) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  mutating func formIntersection(_ other: Bitset) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  /// Calls `body` with each number, ascending.
  func forEach(_ body: (Int) -> Void) {
    for (index, word) in words.enumerated() where word != 0 {
      var rest = word
      while rest != 0 {
        body(index << 6 | rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}
