internal import ArgumentParser
internal import History
internal import Reports
internal import Text

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
    try format.write(table: report.table(palette: output.palette(in: context)), json: report.json())
    return .yes
  }
}
