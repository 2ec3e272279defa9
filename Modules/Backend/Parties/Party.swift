public import Traffic

/// One row or column of a listing: an end of connections, or several that are alike, under a name for people.
public struct Party: Hashable, Sendable {
  /// `namespace/pod`, `namespace/workload (3 pods)`, `node/name`, an address, or a block of addresses.
  public var name: String
  /// The names of all that it stands for; one, unless it is folded.
  public var members: [String]
  /// The ends of a reachability that it stands for, one for each member; the first is asked for all of them.
  public var ends: [Int]
  /// Whether it is no part of the cluster.
  public var isOutside: Bool
  /// Whether it is listed as a node.
  public var isNode: Bool

  /// One end.
  public init(_ name: String, end: Int, isOutside: Bool = false, isNode: Bool = false) {
    self.name = name
    members = [name]
    ends = [end]
    self.isOutside = isOutside
    self.isNode = isNode
  }
}

/// Which ends are listed, and how.
public struct PartyOptions: Hashable, Sendable {
  /// Whether pods of one workload that nothing tells apart are one party.
  public var isFolded: Bool
  /// Whether nodes are listed.
  public var hasNodes: Bool
  /// Addresses to list; those of pods and nodes stand for these.
  public var addresses: [IPAddress]
  /// Addresses that are asked about without being listed: folding heeds them.
  public var asked: [IPAddress]
  /// Whether the parts of the outside that rules tell apart are listed.
  public var hasOutside: Bool

  /// Pods alone, unless more is asked for.
  public init(
    isFolded: Bool = true, hasNodes: Bool = false, addresses: [IPAddress] = [], asked: [IPAddress] = [],
    hasOutside: Bool = false
  ) {
    self.isFolded = isFolded
    self.hasNodes = hasNodes
    self.addresses = addresses
    self.asked = asked
    self.hasOutside = hasOutside
  }
}
