internal import ArgumentParser
internal import History
internal import Reports
internal import Text

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
    let palette = output.palette(in: context)
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
