/// A revision about to be recorded: what it changes, and what follows from that.
public struct NewRevision: Sendable {
  /// The number of the revision that it was made from; 0 for the first.
  public var parent: Int
  /// When.
  public var time: Instant
  /// Who.
  public var author: String
  /// Why.
  public var message: String
  /// How it came about.
  public var kind: RevisionKind
  /// The network in force from then on.
  public var network: NetworkChoice
  /// The engine in force from then on, as `id@version`.
  public var engine: String
  /// New objects, and those that take the place of others of their names.
  public var added: [StoredObject] = []
  /// The versions that go, those in whose place others come included.
  public var removed: [ObjectVersion] = []
  /// Versions that stay, but were applied from another file this time.
  public var reapplied: [(version: ObjectVersion, place: StoredPlace)] = []
  /// The objects that there are then.
  public var counts = ObjectCounts()
  /// What stands for the whole reachability.
  public var reachability: [UInt8]?
  /// What opened and closed, by engine.
  public var connections: [(engine: String, changes: [ConnectionChange])] = []
  /// The policies that the engine in force refuses.
  public var refusals: [RefusedPolicy] = []

  /// A revision that changes nothing yet.
  public init(after parent: Int, _ kind: RevisionKind, _ network: NetworkChoice, engine: String) {
    self.parent = parent
    self.kind = kind
    self.network = network
    self.engine = engine
    time = .now
    (author, message) = ("", "")
  }
}

/// A policy that an engine refuses.
public struct RefusedPolicy: Hashable, Sendable {
  /// `namespace/name`.
  public var policy: String
  /// The field, as in `spec.egress[0].to[1].ipBlock.cidr`.
  public var field: String
  /// Field, value and reason.
  public var message: String

  /// A refusal.
  public init(policy: String, field: String, message: String) {
    (self.policy, self.field, self.message) = (policy, field, message)
  }
}
