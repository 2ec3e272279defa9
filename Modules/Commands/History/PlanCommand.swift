internal import ArgumentParser
internal import Backend
internal import History
internal import Manifests
internal import Moat
internal import PolicyModel
internal import Reports
internal import Text

/// How a plan is shown.
enum PlanFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case table
  case json
  case markdown
}

/// What an apply takes and what it does with what is there.
struct ApplyOptions: ParsableArguments {
  @OptionGroup var input: InputOptions

  @OptionGroup var engine: EngineOptions

  @Flag(
    inversion: .prefixedNo,
    help: "Leave out the search for new deviations, which compares with the specification twice.")
  var deviations = true

  @Option(
    help: ArgumentHelp(
      "Whether objects that were applied from these paths before, and are not there any more, go.",
      valueName: "true|false"))
  var prune = true

  func validate() throws {
    if input.paths.isEmpty { throw InputOptions.nothingToRead }
  }

  /// Reads the input.
  func load(in context: Context, color: ColorChoice) throws -> LoadedManifests {
    if context.past != nil { throw ValidationError("moat at asks questions; it changes nothing") }
    return try input.load(in: context, color: color)
  }

  /// The plan for an input.
  func plan(
    _ manifests: LoadedManifests, _ store: HistoryStore, _ row: ClusterRow, in context: Context
  ) throws -> Plan {
    var planner = Planner(store, row, registry: context.registry)
    planner.findsDeviations = deviations
    if engine.engine != nil || !engine.settings.isEmpty { planner.engine = try engine.backend(in: context, for: input) }
    return try planner.plan(
      applying: manifests.cluster, from: input.paths, in: context.folder, isPruning: prune)
  }
}

/// `moat plan`
struct PlanCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what applying would change: objects, and every connection that would open or close.",
    discussion: """
      Objects of the input are added or changed. Objects that were applied from the same paths before and are not there \
      any more are removed, unless --prune=false; what came from other paths stays. Connections are computed under the \
      cluster's engine, for all pods, protocols and ports. Exit status: 0 nothing changes, 1 something does, 2 wrong \
      usage or input, 3 the machine refused.

      EXAMPLES:
        moat plan -f policies/
        moat plan -f policies/ --cluster prod --format markdown
        kubectl get netpol -A -o json | moat plan -f -
      """)

  @OptionGroup var apply: ApplyOptions

  @Option(help: "table, json (schema moat.plan/1), or markdown for a comment on a pull request.")
  var format: PlanFormat = .table

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let (store, row) = try apply.input.history.open(in: context)
    let manifests = try apply.load(in: context, color: output.color)
    let plan = try apply.plan(manifests, store, row, in: context)
    let report = ChangeReport(plan, title: plan.title("plan"))
    switch format {
    case .table:
      try Output.write(
        report.table(palette: context.palette(output.color, isTerminal: context.environment.isOutputTerminal)))
    case .json: try Output.write(report.json(schema: "moat.plan/1"))
    case .markdown: try Output.write(report.markdown())
    }
    return InputOptions.outcome(plan.isEmpty ? .yes : .no, of: manifests)
  }
}

extension Plan {
  /// `plan for cluster prod under azure-npm@1.6: revision 3 -> 4`.
  func title(_ what: String) -> String {
    let number = base.revision?.number ?? 0
    let step = isEmpty ? "revision \(number)" : "revision \(number) -> \(number + 1)"
    return "\(what) for cluster \(base.row.name) under \(new.backend.descriptor.name): \(step)"
  }
}
