internal import ArgumentParser
internal import Backend
internal import History
internal import Moat
internal import Reports
internal import Text
internal import Traffic

/// `moat cluster`
struct ClusterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Make clusters known: create, list, show, use, update, delete.",
    discussion: """
      The words are those of az aks create; combinations that AKS refuses are refused. From then on the engine of \
      questions is the one of the cluster that is named with --cluster or in use.

      EXAMPLES:
        moat cluster create prod --network-plugin azure --network-policy azure
        moat cluster list
        moat cluster update prod --network-policy calico
      """,
    subcommands: [
      ClusterCreateCommand.self, ClusterListCommand.self, ClusterShowCommand.self, ClusterUseCommand.self,
      ClusterUpdateCommand.self, ClusterDeleteCommand.self,
    ])
}

/// The words of `--network-plugin`.
enum NetworkPluginWord: String, ExpressibleByArgument, CaseIterable, Sendable {
  case azure
  case kubenet
  case none

  var plugin: NetworkPlugin {
    switch self {
    case .azure: .azure
    case .kubenet: .kubenet
    case .none: .none
    }
  }
}

/// The words of `--network-policy`.
enum NetworkPolicyWord: String, ExpressibleByArgument, CaseIterable, Sendable {
  case azure
  case calico
  case none
  case cilium

  /// The engine; throws for one that AKS has and this program has not.
  var engine: NetworkPolicyEngine {
    get throws {
      guard let engine = NetworkPolicyEngine(rawValue: rawValue) else {
        throw Failure(
          outcome: .input, message: "--network-policy cilium: this program does not mirror Cilium",
          notes: ["expected azure, calico or none"])
      }
      return engine
    }
  }
}

/// `moat cluster create`
struct ClusterCreateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a cluster known, with its network and engine.",
    discussion: """
      The first cluster is in use from then on. Exit status: 0, 2 wrong usage, or a combination that AKS refuses, 3 the \
      machine refused.

      EXAMPLES:
        moat cluster create prod --network-plugin azure --network-policy azure
        moat cluster create dev --network-plugin kubenet --network-policy calico --pod-cidr 10.244.0.0/16
      """)

  @Argument(help: "The name.")
  var name: String

  @Option(help: "azure, kubenet or none.")
  var networkPlugin: NetworkPluginWord

  @Option(help: "azure (Azure NPM), calico or none. (default: none, as of az: nothing is enforced)")
  var networkPolicy: NetworkPolicyWord = .none

  @Option(help: ArgumentHelp("The version of the engine, as moat engines lists them.", valueName: "version"))
  var engineVersion: String?

  @Option(name: .customLong("pod-cidr"), help: ArgumentHelp("The block of the pods' addresses.", valueName: "cidr"))
  var podCIDR: String?

  @OptionGroup var place: StoreOption

  func validate() throws {
    if let podCIDR, CIDR(podCIDR) == nil {
      throw ValidationError("--pod-cidr \"\(podCIDR)\" is not a block of addresses; expected one like 10.244.0.0/16")
    }
  }

  func run(in context: Context) throws -> Outcome {
    let network = NetworkChoice(
      networkPlugin.plugin, try networkPolicy.engine, engineVersion: engineVersion, podCIDR: podCIDR)
    if let objection = ClusterRow.objection(to: name) ?? network.objection { throw objection }
    let backend = try context.registry.backend(for: network)
    let store = try place.open(in: context, for: .create)
    try store.create(name, network)
    let note = network.policy == .none ? " (nothing is enforced)" : ""
    let isInUse = try store.clusterInUse() == name
    try Output.write(
      "created cluster \(name) with engine \(backend.descriptor.name)\(note) in \(store.path)\(isInUse ? "; it is in use" : "")\n"
    )
    return .yes
  }
}

/// `moat cluster list`
struct ClusterListCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the clusters; a star is before the one in use.",
    discussion: """
      Exit status: 0, 2 no history, 3 the machine refused.

      EXAMPLES:
        moat cluster list
        moat cluster list --format json
      """)

  @OptionGroup var place: StoreOption

  @Option(help: "table, or json (schema moat.clusters/1).")
  var format: ListFormat = .table

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let store = try place.open(in: context)
    let inUse = try store.clusterInUse()
    let report = ClusterReport(
      try store.clusters().map { row in
        ClusterReport.Entry(row, last: try store.lastRevision(of: row), isInUse: row.name == inUse)
      })
    switch format {
    case .table:
      try Output.write(
        report.table(palette: context.palette(output.color, isTerminal: context.environment.isOutputTerminal)))
    case .json: try Output.write(report.json())
    }
    return .yes
  }
}

/// `moat cluster show`
struct ClusterShowCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a cluster, or the az command line that makes such a one.",
    discussion: """
      Exit status: 0, 2 no such cluster, 3 the machine refused.

      EXAMPLES:
        moat cluster show prod
        moat cluster show --az
      """)

  @Argument(help: "The name. (default: the cluster in use)")
  var name: String?

  @Flag(
    help: "Print the az aks create command line, and az aks update for each migration that the cluster has behind it.")
  var az = false

  @OptionGroup var place: StoreOption

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let store = try place.open(in: context)
    let row = try store.cluster(named: name)
    if az {
      try Output.write(try Self.commands(row, store).joined(separator: "\n") + "\n")
      return .yes
    }
    let entry = ClusterReport.Entry(
      row, last: try store.lastRevision(of: row), isInUse: try store.clusterInUse() == row.name)
    let palette = context.palette(output.color, isTerminal: context.environment.isOutputTerminal)
    try Output.write(ClusterReport.detail(entry, palette: palette))
    return .yes
  }

  /// The command that makes the cluster as it was at first, then one for each step that it took since.
  private static func commands(_ row: ClusterRow, _ store: HistoryStore) throws -> [String] {
    let revisions = try store.revisions(of: row)
    var network = row.network
    if let first = revisions.first { (network.plugin, network.policy) = (first.network.plugin, first.network.policy) }
    var original = row
    original.network = network
    var lines = [original.createCommand]
    for revision in revisions.dropFirst() where revision.kind == .migration {
      lines += network.steps(to: revision.network, cluster: row.name).map(\.command)
      network = revision.network
    }
    return lines
  }
}

/// `moat cluster use`
struct ClusterUseCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: "Choose the cluster that commands mean where they name none.",
    discussion: """
      Exit status: 0, 2 no such cluster, 3 the machine refused.

      EXAMPLES:
        moat cluster use prod
      """)

  @Argument(help: "The name.")
  var name: String

  @OptionGroup var place: StoreOption

  func run(in context: Context) throws -> Outcome {
    try place.open(in: context).use(name)
    try Output.write("cluster \(name) is in use\n")
    return .yes
  }
}

/// `moat cluster delete`
struct ClusterDeleteCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Forget a cluster with all its revisions.",
    discussion: """
      Asks on a terminal; elsewhere --yes says that it is wanted. moat history compact gives the space back. Exit status: \
      0, 1 not wanted, 2 no such cluster, 3 the machine refused.

      EXAMPLES:
        moat cluster delete old --yes
      """)

  @Argument(help: "The name.")
  var name: String

  @Flag(help: "Delete without asking.")
  var yes = false

  @OptionGroup var place: StoreOption

  func run(in context: Context) throws -> Outcome {
    let store = try place.open(in: context)
    let row = try store.cluster(named: name)
    let count = try store.lastRevision(of: row)?.number ?? 0
    if !yes {
      guard context.isInteractive else {
        throw Failure(
          outcome: .input, message: "nothing was deleted: there is no terminal to ask on",
          notes: ["--yes deletes without asking"])
      }
      Output.ask("delete cluster \(name) with \(count) revision\(count == 1 ? "" : "s")? [y/N] ")
      let answer = readLine()?.lowercased()
      if answer != "y" && answer != "yes" { return .no }
    }
    try store.delete(row)
    try Output.write("deleted cluster \(name) with \(count) revision\(count == 1 ? "" : "s")\n")
    return .yes
  }
}
