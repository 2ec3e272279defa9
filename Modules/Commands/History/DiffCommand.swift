internal import ArgumentParser
internal import Backend
internal import Diagnostics
internal import History
internal import Moat
internal import PolicyModel
internal import Reports
internal import Text

/// `moat diff`
struct DiffCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two revisions: objects and connections.",
    discussion: """
      Each under the engine then in force, or both under --engine. Exit status: 0 no difference, 1 some, 2 wrong usage, 3 \
      the machine refused.

      EXAMPLES:
        moat diff 2 4
        moat diff ~1 ~0 --engine calico
        moat diff @{2026-10-01} @{2026-11-01} --format markdown
      """)

  @Argument(help: "The earlier revision: a number, the beginning of a digest, @{2026-11-01}, or ~n.")
  var from: String

  @Argument(help: "The later revision, named likewise.")
  var to: String

  @OptionGroup var history: HistoryOptions

  @OptionGroup var engine: EngineOptions

  @Option(help: "table, json (schema moat.diff/1), or markdown.")
  var format: PlanFormat = .table

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let (store, row) = try history.open(in: context)
    let states = try [from, to].map { name in
      try RecordedState(store, row, at: store.revision(RevisionName(name), of: row))
    }
    let override = engine.engine == nil ? nil : try engine.backend(in: context)
    let situations = try states.map { state in
      let network = state.revision?.network ?? row.network
      return try Situation(override ?? context.registry.backend(for: network), state.cluster)
    }
    let (before, after) = (situations[0], situations[1])
    var ledger = ConnectionLedger(from: before, to: after)
    try ledger.explain(from: before, to: after)
    let now = Set(states[1].versions.map(\.digest))
    let then = Set(states[0].versions.map(\.digest))
    var report = ChangeReport(
      "difference of revisions \(states[0].revision?.number ?? 0) (\(before.backend.descriptor.name)) and "
        + "\(states[1].revision?.number ?? 0) (\(after.backend.descriptor.name)) of cluster \(row.name)")
    report.objects = ChangeReport.objects(
      added: states[1].versions.filter { !then.contains($0.digest) },
      removed: states[0].versions.filter { !now.contains($0.digest) })
    report.connections = ledger.entries.map { ChangeReport.connections($0) }
    try report.write(format, schema: "moat.diff/1", in: context, output)
    return report.isEmpty ? .yes : .no
  }
}

extension ChangeReport {
  /// Prints it in a format.
  func write(_ format: PlanFormat, schema: String, in context: Context, _ output: OutputOptions) throws(Failure) {
    switch format {
    case .table:
      try Output.write(table(palette: context.palette(output.color, isTerminal: context.environment.isOutputTerminal)))
    case .json: try Output.write(json(schema: schema))
    case .markdown: try Output.write(markdown())
    }
  }
}

extension RefusedPolicy {
  /// As a diagnostic.
  func diagnostic(_ engine: String) -> Diagnostic {
    Diagnostic(
      .warning, "refused-policy", at: .object("policy \(policy)"), "\(engine) does not enforce it: \(message)")
  }
}
