internal import Reachability
internal import Traffic

/// A number for a whole reachability, added up over the pairs of parties without visiting them one by one.
///
/// Each source, each destination and each piece of traffic has a pseudo-random weight; the sum over all pairs of the
/// product of their weights does not depend on how pairs were grouped. Four such sums make 32 bytes. It guards against
/// accident, not against intent.
struct Fingerprint {
  private typealias Lanes = SIMD4<UInt64>

  private let sources: [Lanes]
  private let targets: [Lanes]
  private var sum = Lanes.zero
  private var traffic: [TrafficPool.ID: Lanes] = [:]

  init(_ names: [String], _ sources: [[Int]], _ targets: [[Int]]) {
    let hashes = names.map { name in
      name.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
    let weight = { (parties: [Int], salt: UInt64) -> Lanes in
      parties.reduce(Lanes.zero) { $0 &+ Self.lanes(hashes[$1] ^ salt) }
    }
    self.sources = sources.map { weight($0, 0x5353_5353_5353_5353) }
    self.targets = targets.map { weight($0, 0x4444_4444_4444_4444) }
  }

  /// Adds what may begin between two groups, on different nodes and within one; `ids` are the numbers of the sets.
  mutating func add(
    _ source: Int, _ target: Int, far: TrafficSet, near: TrafficSet, ids: (far: TrafficPool.ID, near: TrafficPool.ID)
  ) {
    let both = measure(far, ids.far) &+ measure(near, ids.near) &* Lanes(repeating: 0x9e37_79b9_7f4a_7c15)
    sum &+= sources[source] &* targets[target] &* both
  }

  var bytes: [UInt8] {
    (0..<4).flatMap { lane in (0..<8).map { UInt8(truncatingIfNeeded: sum[lane] >> UInt64(56 - $0 * 8)) } }
  }

  /// The weight of traffic: of two sets that are disjoint, the sum of theirs.
  private mutating func measure(_ set: TrafficSet, _ id: TrafficPool.ID) -> Lanes {
    if id == TrafficPool.nothing { return .zero }
    if let known = traffic[id] { return known }
    var total = Lanes.zero
    for number in UInt8.min...UInt8.max {
      for range in set.ports(of: IPProtocol(rawValue: number)).ranges {
        let base = UInt64(number) << 32
        total &+= Self.lanes(base | UInt64(range.upper) + 1) &- Self.lanes(base | UInt64(range.lower))
      }
    }
    traffic[id] = total
    return total
  }

  /// Four numbers that look random (splitmix64).
  private static func lanes(_ seed: UInt64) -> Lanes {
    var state = seed
    var result = Lanes.zero
    for lane in 0..<4 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
      bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
      result[lane] = bits ^ (bits >> 31)
    }
    return result
  }
}
