/// Reads a reachability into a pool that several readers share, so that equal traffic of all of them has one number.
public struct PooledReader: Sendable {
  private var reader: ReachabilityReader
  /// The shared numbers of the reader's own.
  private var numbers: [TrafficPool.ID: TrafficPool.ID] = [:]

  /// A reader.
  public init(_ reachability: Reachability) { reader = ReachabilityReader(reachability) }

  /// What may begin from the ends of one class to those of another, as a number in `pool`.
  public mutating func traffic(
    fromClass source: Int, toClass target: Int, isSameNode: Bool, in pool: inout TrafficPool
  ) -> TrafficPool.ID {
    let own = reader.traffic(fromClass: source, toClass: target, isSameNode: isSameNode)
    if own <= TrafficPool.nothing { return own }
    if let known = numbers[own] { return known }
    let number = pool.number(of: reader.pool[own])
    numbers[own] = number
    return number
  }

  /// What may begin from an end of some classes to one of others; nothing where one side has none.
  public mutating func traffic(
    _ sources: [Int], _ targets: [Int], isSameNode: Bool, in pool: inout TrafficPool
  ) -> TrafficPool.ID {
    var result = TrafficPool.nothing
    for source in sources {
      for target in targets {
        result = pool.union(
          result, traffic(fromClass: source, toClass: target, isSameNode: isSameNode, in: &pool))
      }
    }
    return result
  }
}
