public import Backend
public import Diagnostics
public import History
internal import PolicyModel

/// What a revision would be before it is one: the objects that change, and all that follows for connections.
public struct Plan: Sendable {
  /// How it comes about.
  public let kind: RevisionKind
  /// The state that it changes.
  public let base: RecordedState
  /// The network in force afterwards.
  public let network: NetworkChoice
  /// Before; `nil` for a cluster without revision.
  public let old: Situation?
  /// After.
  public let new: Situation
  /// New objects, and those in the place of others.
  public internal(set) var added: [StoredObject] = []
  /// What goes, and what is replaced.
  public internal(set) var removed: [ObjectVersion] = []
  var reapplied: [(version: ObjectVersion, place: StoredPlace)] = []
  /// How many objects stay that the input does not have.
  public internal(set) var keptCount = 0
  /// What opens and closes.
  public internal(set) var ledger: ConnectionLedger
  /// Policies that the engine refuses afterwards and did not before.
  public internal(set) var newRefusals: [Refusal] = []
  /// Where the engine departs from the specification afterwards and did not before.
  public internal(set) var newDeviations: [PlannedDeviation] = []
  /// What users should know afterwards and did not need to before.
  public internal(set) var newFindings: [Diagnostic] = []

  /// Whether there is nothing to record.
  public var isEmpty: Bool { changedKeys.isEmpty && kind != .migration }

  /// An object that changes, under its name.
  public struct ObjectChange: Hashable, Sendable {
    /// How.
    public enum Kind: String, Hashable, Sendable {
      /// It is new.
      case added
      /// It has other content.
      case changed
      /// It goes.
      case removed
    }

    /// The object.
    public var key: ObjectKey
    /// How it changes.
    public var kind: Kind
    /// What it was.
    public var old: StoredObject?
    /// What it will be.
    public var new: StoredObject?
  }

  /// The objects that change, by kind and name; namespaces that are only named not among them.
  public var objects: [ObjectChange] {
    ObjectChange.list(added: added, removed: removed.map(\.object))
  }

  private var changedKeys: [ObjectKey] { added.map(\.key) + removed.map(\.object.key) }

  /// The revision that it would be.
  public func revision(author: String, message: String, time: Instant) -> NewRevision {
    var revision = NewRevision(
      after: base.revision?.number ?? 0, kind, network, engine: new.backend.descriptor.name)
    (revision.author, revision.message, revision.time) = (author, message, time)
    (revision.added, revision.removed, revision.reapplied) = (added, removed, reapplied)
    let gone = Set(removed.map(\.object.key))
    let kept = base.versions.lazy.map(\.object).filter { !gone.contains($0.key) }
    revision.counts = ObjectCounts(Array(kept) + added)
    revision.reachability = ledger.fingerprint
    revision.connections = [(new.backend.descriptor.name, ledger.entries.map(\.change))]
    revision.refusals = new.program.refusals.map {
      RefusedPolicy(policy: new.cluster.text($0.policy), field: $0.path, message: $0.message)
    }
    return revision
  }
}

extension Plan.ObjectChange {
  /// The changes between two lists of objects, by kind and name.
  public static func list(added: [StoredObject], removed: [StoredObject]) -> [Plan.ObjectChange] {
    let old = Dictionary(
      removed.filter { !$0.isImplied }.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(added.filter { !$0.isImplied }.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    return Set(old.keys).union(new.keys).sorted().map { key in
      let kind: Kind = old[key] == nil ? .added : new[key] == nil ? .removed : .changed
      return Plan.ObjectChange(key: key, kind: kind, old: old[key], new: new[key])
    }
  }
}
