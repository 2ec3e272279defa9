internal import ArgumentParser
internal import Backend
internal import Diagnostics
internal import History
internal import Manifests
internal import Moat
internal import PolicyModel
internal import Reports
internal import Text

/// `moat apply`
struct ApplyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Record a new revision of a cluster, after its plan.",
    discussion: """
      Shows what moat plan shows, asks (on a terminal; elsewhere --yes says that it is wanted), and records one revision, \
      whole or not at all. It stops where the engine refuses a policy that it did not refuse before, unless \
      --allow-refused. Nothing is sent to a cluster. Exit status: 0 recorded, or nothing to record; 1 not wanted, or \
      refused by the engine; 2 wrong usage or input, 3 the machine refused.

      EXAMPLES:
        moat apply -f cluster.yaml -m "as of today"
        moat apply -f policies/ -m "let the frontends in" --yes
        moat apply -f policies/ -m "October" --time 2026-10-01 --author alice --yes
        moat apply -f policies/ -m "roll out" --yes --output programs/
      """)

  @OptionGroup var apply: ApplyOptions

  @Option(name: .shortAndLong, help: "Why: the revision's message.")
  var message: String

  @Flag(help: "Go on where the engine refuses a policy.")
  var allowRefused = false

  @Option(
    help: ArgumentHelp("Write the programs of all nodes into this folder, as moat translate does.", valueName: "dir"))
  var output: String?

  @OptionGroup var recording: RecordOptions

  @OptionGroup var colors: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let (store, row) = try apply.input.history.open(in: context)
    let manifests = try apply.load(in: context, color: colors.color)
    let palette = context.palette(colors.color, isTerminal: context.environment.isOutputTerminal)
    var isShown = false
    // Another writer may record a revision between plan and record; the plan is then made anew.
    for _ in 0..<100 {
      let plan = try apply.plan(manifests, store, row, in: context)
      if !isShown || !recording.yes {
        try Output.write(ChangeReport(plan, title: plan.title("apply")).table(palette: palette))
      }
      isShown = true
      if plan.isEmpty { return InputOptions.outcome(.yes, of: manifests) }
      if let refused = refused(plan) { return refused }
      guard try recording.isWanted("record this as revision \((plan.base.revision?.number ?? 0) + 1)?", in: context)
      else {
        Output.complain("nothing was recorded")
        return .no
      }
      do {
        let revision = try recording.record(plan, message, in: store, context)
        if let output { try OutputFolder(creating: output).write(programs(of: plan)) }
        try Output.write("\nrecorded revision \(revision.number) (\(revision.shortDigest)) of cluster \(row.name)\n")
        return InputOptions.outcome(.yes, of: manifests)
      } catch let error as HistoryError where error.cause == .race {
        continue
      }
    }
    throw Failure(outcome: .machine, message: "other writers were always faster; nothing was recorded")
  }

  private func refused(_ plan: Plan) -> Outcome? {
    guard !plan.newRefusals.isEmpty, !allowRefused else { return nil }
    let count = plan.newRefusals.count
    Output.complain(
      "error: \(plan.new.backend.descriptor.id) refuses \(count) part\(count == 1 ? "" : "s") of the policies; nothing was recorded\n"
        + "note: --allow-refused records them all the same")
    return .no
  }

  private func programs(of plan: Plan) -> [(name: String, content: TextBuffer)] {
    let groups = plan.new.program.groups
    let report = TranslationReport(
      descriptor: plan.new.backend.descriptor, cluster: plan.new.cluster, program: plan.new.program, groups: groups)
    return groups.flatMap { report.files(of: $0, form: .restore) }
  }
}
