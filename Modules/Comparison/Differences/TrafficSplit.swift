internal import Reachability

/// What contenders that differ say of which traffic.
struct TrafficSplit: Hashable, Sendable {
  /// The traffic, as a number in the comparison's pool.
  var traffic: TrafficPool.ID
  /// What each says.
  var isAllowed: [Bool]

  /// Parts all traffic by what each contender lets pass; what they agree on is left out.
  static func splits(_ allowed: [TrafficPool.ID], in pool: inout TrafficPool) -> [TrafficSplit] {
    var parts = [TrafficSplit(traffic: TrafficPool.everything, isAllowed: [])]
    for set in allowed {
      parts = parts.flatMap { part in
        let inside = pool.intersection(part.traffic, set)
        let outside = pool.subtraction(part.traffic, set)
        return [
          TrafficSplit(traffic: inside, isAllowed: part.isAllowed + [true]),
          TrafficSplit(traffic: outside, isAllowed: part.isAllowed + [false]),
        ].filter { $0.traffic != TrafficPool.nothing }
      }
    }
    return parts.filter { Set($0.isAllowed).count > 1 }
  }
}
