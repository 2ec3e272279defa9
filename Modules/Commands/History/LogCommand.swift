internal import ArgumentParser
internal import History
internal import Reports
internal import Text

/// `moat log`
struct LogCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the revisions of a cluster, the newest first.",
    discussion: """
      Each with number, digest, time (UTC), author, the engine then in force, and how many objects it added, changed and \
      removed. Exit status: 0, 2 wrong usage, 3 the machine refused.

      EXAMPLES:
        moat log
        moat log --cluster prod -n 20
        moat log --format json
      """)

  @OptionGroup var history: HistoryOptions

  @Option(name: .customShort("n"), help: ArgumentHelp("How many to list. (default: all)", valueName: "count"))
  var count: Int?

  @Option(help: "table, or json (schema moat.log/1).")
  var format: ListFormat = .table

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let (store, row) = try history.open(in: context)
    let revisions = Array(try store.revisions(of: row).reversed().prefix(max(0, count ?? .max)))
    let report = LogReport(row.name, revisions)
    switch format {
    case .table:
      if revisions.isEmpty { Output.complain("note: cluster \"\(row.name)\" has no revision yet") }
      try Output.write(
        report.table(palette: context.palette(output.color, isTerminal: context.environment.isOutputTerminal)))
    case .json: try Output.write(report.json())
    }
    return .yes
  }
}
