/// Reads many pairs of a reachability: every distinct set of traffic is made once and has a number.
public struct ReachabilityReader: Sendable {
  /// What is read.
  public let reachability: Reachability
  /// The sets of traffic met so far.
  public var pool: TrafficPool

  /// A reader.
  public init(_ reachability: Reachability) {
    self.reachability = reachability
    pool = reachability.store.traffic
  }

  /// What may begin from one end to another.
  public mutating func traffic(from source: Int, to target: Int) -> TrafficPool.ID {
    if source == target { return TrafficPool.everything }
    let classOf = reachability.classOf
    return traffic(
      fromClass: Int(classOf[source]), toClass: Int(classOf[target]),
      isSameNode: reachability.isSameNode(source, target))
  }

  /// What may begin from the ends of one class to those of another, themselves excepted.
  public mutating func traffic(fromClass source: Int, toClass target: Int, isSameNode: Bool) -> TrafficPool.ID {
    let pair = StagePair(
      from: reachability.stages[source], to: reachability.stages[target], isSameNode: isSameNode)
    let first = traffic(pair.first, source, target)
    if pair.second < 0 || first == TrafficPool.nothing { return first }
    return pool.intersection(first, traffic(pair.second, source, target))
  }

  private mutating func traffic(_ table: Int32, _ source: Int, _ target: Int) -> TrafficPool.ID {
    guard table >= 0 else { return TrafficPool.everything }
    let outcome = reachability.store.outcome(table, source, target)
    var result = outcome.allowed
    for onward in outcome.onward {
      let later = traffic(onward.table, source, target)
      result = pool.union(result, pool.intersection(onward.traffic, later))
    }
    return result
  }
}
