/// How a revision came about.
public enum RevisionKind: String, Hashable, Sendable, CaseIterable {
  /// Objects were applied.
  case apply
  /// An earlier state was put back.
  case rollback
  /// Another engine enforces the same objects.
  case migration
}

/// How many objects of each kind a state has; namespaces that are only named not among them.
public struct ObjectCounts: Hashable, Sendable {
  /// The numbers.
  public var namespaces = 0, nodes = 0, pods = 0, services = 0, policies = 0

  /// None.
  public init() {}

  /// The numbers of some objects.
  public init(_ objects: some Sequence<StoredObject>) {
    for object in objects where !object.isImplied { self[object.key.kind] += 1 }
  }

  private subscript(kind: ObjectKind) -> Int {
    get {
      switch kind {
      case .namespace: namespaces
      case .node: nodes
      case .pod: pods
      case .service: services
      case .policy: policies
      }
    }
    set {
      switch kind {
      case .namespace: namespaces = newValue
      case .node: nodes = newValue
      case .pod: pods = newValue
      case .service: services = newValue
      case .policy: policies = newValue
      }
    }
  }
}

/// A revision: who did what when, and what came of it.
public struct RevisionRow: Hashable, Sendable {
  /// The number within the cluster, from 1 without gaps; the parent is the one before.
  public var number: Int
  /// SHA-256 of all that follows and of the parent's digest.
  public var digest: ObjectDigest
  /// When.
  public var time: Instant
  /// Who.
  public var author: String
  /// Why.
  public var message: String
  /// How it came about.
  public var kind: RevisionKind
  /// The engine in force from then on, as `id@version`.
  public var engine: String
  /// The network in force from then on.
  public var network: NetworkChoice
  /// The objects that there are then.
  public var counts: ObjectCounts
  /// How many objects it added.
  public var added: Int
  /// How many objects it changed.
  public var changed: Int
  /// How many objects it removed.
  public var removed: Int
  /// What stands for the whole reachability under the engine in force; `nil` where it could not be computed.
  public var reachability: [UInt8]?
  /// What stands for all objects.
  var state: StateDigest

  /// The first ten digits of the digest.
  public var shortDigest: String { String(digest.description.prefix(10)) }

  /// Recomputes the digest; each part with its length in front, so that no two revisions have one text.
  func computedDigest(parent: ObjectDigest?) -> ObjectDigest {
    let parts = [
      "moat revision", "\(number)", parent?.description ?? "", "\(time.seconds)", author, message, kind.rawValue,
      engine,
      network.plugin.rawValue, network.policy.rawValue, ObjectDigest(bytes: state.bytes).description,
      reachability.map { ObjectDigest(bytes: $0).description } ?? "",
      "\(counts.namespaces) \(counts.nodes) \(counts.pods) \(counts.services) \(counts.policies)",
      "\(added) \(changed) \(removed)",
    ]
    return ObjectDigest(of: Array(parts.map { "\($0.utf8.count):\($0)\n" }.joined().utf8))
  }
}
