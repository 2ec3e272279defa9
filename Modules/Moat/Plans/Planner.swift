public import Backend
internal import Diagnostics
public import History
public import PolicyModel
internal import Reachability
internal import Traffic

/// Makes plans for a cluster of a history; it writes nothing.
public struct Planner: Sendable {
  /// The history.
  public let store: HistoryStore
  /// The engines that there are.
  public let registry: BackendRegistry
  /// The cluster.
  public let row: ClusterRow
  /// The engine to plan under instead of the cluster's own.
  public var engine: (any PolicyBackend)?
  /// Whether to look for new deviations from the specification, which costs a comparison before and after.
  public var findsDeviations = true

  /// A planner.
  public init(_ store: HistoryStore, _ row: ClusterRow, registry: BackendRegistry) {
    (self.store, self.row, self.registry) = (store, row, registry)
  }

  /// What applying an input would do.
  ///
  /// `paths` are the input's, `-` for standard input, relative to `folder`; with `isPruning`, objects that were applied
  /// from them before and are not in the input go.
  public func plan(
    applying input: Cluster, from paths: [String], in folder: String, isPruning: Bool = true
  ) throws -> Plan {
    let base = try RecordedState(store, row)
    let block = row.network.podCIDR.flatMap { CIDR($0) }
    let settled = input.settled(beside: base.cluster, block: block)
    let objects = ObjectPrinter(settled, folder: folder).objects()
    let sources = isPruning ? paths.map { $0 == "-" ? "<stdin>" : FilePath.absolute($0, in: folder) } : []
    let merge = Merge(base.versions, objects, sources: sources)
    var plan = try plan(.apply, on: base, row.network, (merge.added, merge.removed))
    (plan.reapplied, plan.keptCount) = (merge.reapplied, merge.keptCount)
    return plan
  }

  /// What putting an earlier state back would do, its engine not included.
  public func plan(rollingBackTo revision: RevisionRow) throws -> Plan {
    let base = try RecordedState(store, row)
    let target = try store.objects(of: row, at: revision.number)
    let now = Dictionary(base.versions.map { ($0.object.key, $0) }, uniquingKeysWith: { first, _ in first })
    let then = Dictionary(target.map { ($0.object.key, $0) }, uniquingKeysWith: { first, _ in first })
    let added = target.filter { now[$0.object.key]?.digest != $0.digest }.map(\.object)
    let removed = base.versions.filter { then[$0.object.key]?.digest != $0.digest }
    return try plan(.rollback, on: base, row.network, (added.sorted { $0.key < $1.key }, removed))
  }

  /// What enforcing the same objects with another engine would do.
  public func plan(migratingTo network: NetworkChoice) throws -> Plan {
    try plan(.migration, on: try RecordedState(store, row), network, ([], []))
  }

  private func plan(
    _ kind: RevisionKind, on base: RecordedState, _ network: NetworkChoice,
    _ change: (added: [StoredObject], removed: [ObjectVersion])
  ) throws -> Plan {
    var assembler = base.assembler
    for version in change.removed { assembler.remove(version.object.key) }
    for object in change.added { try assembler.add(object) }
    let cluster = change.added.isEmpty && change.removed.isEmpty ? base.cluster : assembler.cluster()
    let before = try engine ?? registry.backend(for: row.network)
    let after = kind == .migration ? try registry.backend(for: network) : before
    let family = Situation.family(of: cluster)
    let (new, old) = try Pair.compute(
      { try Situation(after, cluster, family: family) },
      { base.revision == nil ? nil : try Situation(before, base.cluster, family: family) })
    var ledger = ConnectionLedger(from: old, to: new)
    try ledger.explain(from: old, to: new)
    var plan = Plan(kind: kind, base: base, network: network, old: old, new: new, ledger: ledger)
    (plan.added, plan.removed) = change
    try addNews(to: &plan)
    return plan
  }

  /// What people should know of the new state that did not hold for the old one.
  private func addNews(to plan: inout Plan) throws {
    let (old, new) = (plan.old, plan.new)
    let known = Set(old?.program.refusals.map { Self.key($0, old?.cluster) } ?? [])
    plan.newRefusals = new.program.refusals.filter { !known.contains(Self.key($0, new.cluster)) }
    let said = Set(old.map { old in old.backend.findings(on: old.cluster, old.program).map(\.message) } ?? [])
    plan.newFindings = new.backend.findings(on: new.cluster, new.program).filter { !said.contains($0.message) }
    guard findsDeviations, plan.kind != .migration, new.backend.descriptor.id != "none",
      let judge = try? registry.backend(named: "spec")
    else { return }
    let (before, after) = try Pair.compute(
      { try PlannedDeviation.list(old, judge: judge) }, { try PlannedDeviation.list(new, judge: judge) })
    plan.newDeviations = after.subtracting(before)
      .sorted { ($0.deviation.id, $0.policies.joined()) < ($1.deviation.id, $1.policies.joined()) }
  }

  private static func key(_ refusal: Refusal, _ cluster: Cluster?) -> String {
    "\(cluster?.text(refusal.policy) ?? "") \(refusal.message)"
  }
}
