internal import ArgumentParser
internal import History
internal import Moat
internal import Reports
internal import Text

/// `moat show`
struct ShowCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a revision: who, when, why, the objects it changed, the connections it opened and closed.",
    discussion: """
      What is shown was stored with the revision; nothing is computed anew. Exit status: 0, 2 wrong usage, 3 the machine \
      refused.

      EXAMPLES:
        moat show 3
        moat show ~1 --cluster prod
        moat show @{2026-11-01} --format json
      """)

  @Argument(help: "The revision: a number, the beginning of a digest, @{2026-11-01}, or ~n.")
  var revision: String

  @OptionGroup var history: HistoryOptions

  @Option(help: "table, json (schema moat.show/1), or markdown.")
  var format: PlanFormat = .table

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let (store, row) = try history.open(in: context)
    let revision = try store.revision(RevisionName(self.revision), of: row)
    let change = try store.difference(of: row, at: revision.number)
    var report = ChangeReport("revision \(revision.number) of cluster \(row.name)")
    report.facts = [
      ("digest", revision.digest.description), ("time", "\(revision.time) UTC"), ("author", revision.author),
      ("engine", revision.engine), ("kind", revision.kind.rawValue), ("message", revision.message),
    ]
    report.objects = ChangeReport.objects(added: change.added, removed: change.removed)
    report.connections = try store.connections(of: row, at: revision.number).map { .init($0.change) }
    report.refusals = try store.refusals(of: row, at: revision.number).map { $0.diagnostic(revision.engine) }
    try report.write(format, schema: "moat.show/1", in: context, output)
    return .yes
  }
}
