internal import ArgumentParser
internal import Backend
internal import Comparison
internal import History
internal import Moat
internal import PolicyModel
internal import Reachability
internal import Reports
internal import Text
internal import Traffic

/// `moat cluster update`
struct ClusterUpdateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change a cluster's engine or network: a migration, recorded as a revision.",
    discussion: """
      Compares both engines on the cluster's last state, and goes on only if nothing differs, or with \
      --accept-differences; then records a revision and prints AKS' own order of steps. Nothing is sent to AKS. Exit \
      status: 0 recorded, or nothing to change; 1 the engines differ, or not wanted; 2 wrong usage, or a combination that \
      AKS refuses; 3 the machine refused.

      EXAMPLES:
        moat cluster update prod --network-policy calico
        moat cluster update prod --network-policy calico --accept-differences --yes
        moat cluster update prod --engine-version 1.5
      """)

  @Argument(help: "The name. (default: the cluster in use)")
  var name: String?

  @Option(help: "azure, kubenet or none.")
  var networkPlugin: NetworkPluginWord?

  @Option(help: "azure (Azure NPM), calico or none.")
  var networkPolicy: NetworkPolicyWord?

  @Option(help: ArgumentHelp("The version of the engine, as moat engines lists them.", valueName: "version"))
  var engineVersion: String?

  @Option(name: .customLong("pod-cidr"), help: ArgumentHelp("The block of the pods' addresses.", valueName: "cidr"))
  var podCIDR: String?

  @Flag(help: "Go on although the engines differ.")
  var acceptDifferences = false

  @Option(name: .shortAndLong, help: "Why. (default: \"migrate from ENGINE to ENGINE\")")
  var message: String?

  @OptionGroup var place: StoreOption

  @OptionGroup var recording: RecordOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let podCIDR, CIDR(podCIDR) == nil {
      throw ValidationError("--pod-cidr \"\(podCIDR)\" is not a block of addresses; expected one like 10.244.0.0/16")
    }
  }

  func run(in context: Context) throws -> Outcome {
    let store = try place.open(in: context)
    let row = try store.cluster(named: name)
    let network = try changed(row.network)
    if let objection = network.objection { throw objection }
    if network == row.network {
      try Output.write("nothing changes: cluster \(row.name) has network policy \(network.policy.rawValue) already\n")
      return .yes
    }
    let backend = try context.registry.backend(for: network)
    let isSameEngine = try context.registry.backend(for: row.network).descriptor.name == backend.descriptor.name
    guard try store.lastRevision(of: row) != nil, !isSameEngine || network.plugin != row.network.plugin else {
      try store.update(row, network)
      try Output.write("updated cluster \(row.name): \(network.plugin.rawValue), \(backend.descriptor.name)\n")
      return .yes
    }
    return try migrate(row, to: network, in: store, context)
  }

  private func changed(_ old: NetworkChoice) throws -> NetworkChoice {
    var network = old
    if let networkPlugin { network.plugin = networkPlugin.plugin }
    if let policy = try networkPolicy?.engine {
      // A version belongs to its engine.
      if policy != network.policy { network.engineVersion = nil }
      network.policy = policy
    }
    if let engineVersion { network.engineVersion = engineVersion }
    if let podCIDR { network.podCIDR = podCIDR }
    return network
  }

  private func migrate(
    _ row: ClusterRow, to network: NetworkChoice, in store: HistoryStore, _ context: Context
  ) throws -> Outcome {
    let plan = try Planner(store, row, registry: context.registry).plan(migratingTo: network)
    let (before, after) = (plan.old?.backend.descriptor.name ?? "none", plan.new.backend.descriptor.name)
    try Output.write("migration of cluster \(row.name) from \(before) to \(after), on \(summary(plan))\n\n")
    let differs = try compare(plan, in: context)
    if differs, !acceptDifferences {
      Output.complain(
        "error: the engines differ; nothing was recorded\nnote: --accept-differences goes on; moat compare tells more")
      return .no
    }
    guard try recording.isWanted("record the migration?", in: context) else { return .no }
    let recorded = try recording.record(
      plan, message ?? "migrate from \(before) to \(after)", in: store, context)
    try Output.write("\nrecorded revision \(recorded.number) (\(recorded.shortDigest)) of cluster \(row.name)\n")
    let steps = row.network.steps(to: network, cluster: row.name)
    if !steps.isEmpty {
      try Output.write("\nAKS does it in \(steps.count == 1 ? "one step" : "\(steps.count) steps"):\n")
    }
    for (index, step) in steps.enumerated() {
      try Output.write("  \(index + 1). \(step.command)\n     \(step.effect)\n")
    }
    return .yes
  }

  private func summary(_ plan: Plan) -> String {
    let counts = plan.base.revision?.counts ?? ObjectCounts()
    let policies = counts.policies == 1 ? "1 policy" : "\(counts.policies) policies"
    return "revision \(plan.base.revision?.number ?? 0): \(counts.pods) pod\(counts.pods == 1 ? "" : "s"), \(policies)"
  }

  /// Prints how the engines differ on the last state; says whether they do.
  private func compare(_ plan: Plan, in context: Context) throws -> Bool {
    guard let old = plan.old else { return false }
    let judge = try context.registry.backend(named: "spec")
    let family = plan.new.reachability.index.family
    let contenders = try [old.backend, plan.new.backend].map {
      try Contender($0, plan.new.cluster, family: family)
    }
    let comparison = try Comparison(contenders, judge: judge)
    let palette = context.palette(output.color, isTerminal: context.environment.isOutputTerminal)
    try Output.write(ComparisonReport(comparison).table(palette: palette))
    return !comparison.differences.isEmpty
  }
}
