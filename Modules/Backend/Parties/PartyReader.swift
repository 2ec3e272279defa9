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
    // An end reaches itself whatever happens, which is not what is asked about several.
    let isSame = source.ends[0] == target.ends[0]
    let from = isSame && target.ends.count == 1 && source.ends.count > 1 ? source.ends[1] : source.ends[0]
    let to = isSame && target.ends.count > 1 ? target.ends[1] : target.ends[0]
    return reader.traffic(from: from, to: to)
  }
}
