internal import ArgumentParser
internal import Backend
internal import History
internal import Moat
internal import Reports
internal import Text

/// `moat rollback`
struct RollbackCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Record a new revision that equals an earlier one, after its plan.",
    discussion: """
      The objects are those of the earlier revision; the engine stays the one in force now. Exit status: 0 recorded, or \
      nothing to record; 1 not wanted, 2 wrong usage, 3 the machine refused.

      EXAMPLES:
        moat rollback 3
        moat rollback ~1 -m "undo the mistake" --yes
      """)

  @Argument(help: "The revision: a number, the beginning of a digest, @{2026-11-01}, or ~n.")
  var revision: String

  @OptionGroup var history: HistoryOptions

  @Option(name: .shortAndLong, help: "Why. (default: \"roll back to revision N\")")
  var message: String?

  @OptionGroup var recording: RecordOptions

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let (store, row) = try history.open(in: context)
    let target = try store.revision(RevisionName(revision), of: row)
    let plan = try Planner(store, row, registry: context.registry).plan(rollingBackTo: target)
    let palette = context.palette(output.color, isTerminal: context.environment.isOutputTerminal)
    let title = plan.title("rollback to revision \(target.number)")
    try Output.write(ChangeReport(plan, title: title).table(palette: palette))
    if plan.isEmpty { return .yes }
    guard try recording.isWanted("record this as revision \((plan.base.revision?.number ?? 0) + 1)?", in: context)
    else {
      Output.complain("nothing was recorded")
      return .no
    }
    let recorded = try recording.record(plan, message ?? "roll back to revision \(target.number)", in: store, context)
    try Output.write("\nrecorded revision \(recorded.number) (\(recorded.shortDigest)) of cluster \(row.name)\n")
    return .yes
  }
}
