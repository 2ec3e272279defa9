public import Traffic

/// Connections that a revision opened or closed: every source to every destination, on some traffic.
public struct ConnectionChange: Hashable, Sendable {
  /// Which of the pairs are meant.
  public enum Scope: Int, Hashable, Sendable, CaseIterable {
    /// All of them.
    case all = 0
    /// Those whose ends are on one node.
    case sameNode = 1
    /// Those whose ends are not.
    case otherNodes = 2
  }

  /// Whether they opened; else they closed.
  public var isOpened: Bool
  /// The sources by names that outlive a pod: `namespace/workload`, `namespace/pod` of one without workload, `node/name`,
  /// or a block of addresses, `10.0.0.0/8 except 10.1.0.0/16`.
  public var sources: [String]
  /// The destinations, likewise.
  public var destinations: [String]
  /// Which pairs of them.
  public var scope: Scope
  /// On what.
  public var traffic: TrafficSet
  /// The rule that did it, `namespace/policy spec.ingress[0] (file:line:column)`; `nil` where no single one did.
  public var cause: String?

  /// A change of all pairs, unless a scope is given.
  public init(
    isOpened: Bool, from sources: [String], to destinations: [String], _ traffic: TrafficSet, scope: Scope = .all
  ) {
    self.isOpened = isOpened
    self.sources = sources
    self.destinations = destinations
    self.traffic = traffic
    self.scope = scope
  }
}

/// A connection that opened or closed at a revision: an answer to `when`.
public struct ConnectionEvent: Hashable, Sendable {
  /// The revision.
  public var revision: Int
  /// The engine under which it did.
  public var engine: String
  /// Whether it opened.
  public var isOpened: Bool
  /// Between which pairs of pods, where nodes make a difference.
  public var scope: ConnectionChange.Scope
  /// The rule that did it.
  public var cause: String?
}
