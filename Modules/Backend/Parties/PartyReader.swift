public import Reachability

/// What may begin between parties.
public struct PartyReader {
  /// The reachability that is read, with every set of traffic met so far.
  public var reader: ReachabilityReader

  /// A reader.
  public init(_ reachability: Reachability) { reader = ReachabilityReader(reachability) }

  /// What may begin from one party to another; `nil` between two that are no part of the cluster, since no engine is
  /// asked. Within a folded party it is from one of its pods to another.
  public mutating func traffic(from source: Party, to target: Party) -> TrafficPool.ID? {
    if source.isOutside && target.isOutside { return nil }
    let (from, to) = Self.pair(source.ends, target.ends)
    return reader.traffic(from: from, to: to)
  }

  /// Two different ends if there are such: an end reaches itself whatever happens, which is not what is asked about
  /// several. Pods that share an address are one end more than once.
  private static func pair(_ sources: [Int], _ targets: [Int]) -> (Int, Int) {
    let (from, to) = (sources[0], targets[0])
    guard from == to else { return (from, to) }
    if let other = targets.first(where: { $0 != from }) { return (from, other) }
    return (sources.first { $0 != to } ?? from, to)
  }
}
