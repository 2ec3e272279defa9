internal import ArgumentParser
internal import Diagnostics
internal import History
internal import Moat
internal import Reports
internal import Text

/// `moat blame`
struct BlameCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "blame",
    abstract: "Show which revision each rule of a policy is from.",
    discussion: """
      A rule that moves within its list stays the same rule. Exit status: 0, 2 wrong usage or no such policy, 3 the \
      machine refused.

      EXAMPLES:
        moat blame shop/web
        moat blame shop/web --at @{2026-10-01}
      """)

  @Argument(help: "The policy, as namespace/name.")
  var policy: String

  @Option(help: "The revision to look from. (default: the last)")
  var at: String?

  @OptionGroup var history: HistoryOptions

  @Option(help: "table, or json (schema moat.blame/1).")
  var format: ListFormat = .table

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard policy.split(separator: "/", omittingEmptySubsequences: false).count == 2 else {
      throw ValidationError("\"\(policy)\" is no policy; expected namespace/name")
    }
  }

  func run(in context: Context) throws -> Outcome {
    let (store, row) = try history.open(in: context)
    let revisions = try store.revisions(of: row)
    let last = try store.revision(RevisionName(at ?? "~0"), of: row)
    let parts = policy.split(separator: "/").map(String.init)
    let versions = try store.versions(of: ObjectKey(.policy, parts[0], parts[1]), in: row)
    let blame = try Blame(versions, at: last.number)
    guard !blame.lines.isEmpty else {
      throw Failure(
        outcome: .input, message: "cluster \"\(row.name)\" has no policy \"\(policy)\" at revision \(last.number)",
        notes: versions.isEmpty ? [] : ["revision \(versions[0].first) brought it"])
    }
    let lines = blame.lines.compactMap { line in
      revisions.first { $0.number == line.revision }.map { BlameReport.Line(line.path, line.place, $0) }
    }
    let report = BlameReport(policy, lines)
    switch format {
    case .table:
      try Output.write(
        report.table(palette: context.palette(output.color, isTerminal: context.environment.isOutputTerminal)))
    case .json: try Output.write(report.json())
    }
    return .yes
  }
}
