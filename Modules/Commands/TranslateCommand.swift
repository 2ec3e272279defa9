internal import ArgumentParser
internal import Backend
internal import Manifests
internal import Moat
internal import PolicyModel
internal import Reports
internal import Text

/// `moat translate`
struct TranslateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Show the programs that an engine makes of the policies: sets, chains and rules of every node.",
    discussion: """
      Formats: text is for reading; restore is what the engine's tools load; json has the schema moat.translate/1.
      Exit status: 0, or 1 when the engine refuses a policy (the others are translated all the same), 2 with errors in
      the input.

      EXAMPLES:
        moat translate -f cluster.yaml --engine azure-npm
        moat translate -f pods.json -f policies/ --engine azure-npm@1.5 --node aks-1
        moat translate -f cluster.yaml --format restore -o programs/
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text
    case restore
    case json
  }

  @OptionGroup var input: InputOptions

  @Option(help: "The engine, as id or id@version; see moat engines.")
  var engine = "azure-npm"

  @Option(help: "Only this node's program.")
  var node: String?

  @Option(help: "text, restore or json.")
  var format: Format = .text

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp("Write files into this folder: for text and restore, one per node and tool.", valueName: "dir"))
  var folder: String?

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let backend = try context.registry.backend(named: engine)
    let manifests = try input.load(in: context, color: output.color)
    let program = try backend.translate(manifests.cluster)
    let groups = try chosenGroups(of: program)
    let report = TranslationReport(
      descriptor: backend.descriptor, cluster: manifests.cluster, program: program, groups: groups)
    let errors = context.palette(output.color, isTerminal: context.environment.isErrorTerminal)
    for refusal in report.refusals { Output.complain(DiagnosticReport.render(refusal, palette: errors)) }
    if let folder {
      try OutputFolder(creating: folder).write(files(report))
    } else {
      try print(report, in: context)
    }
    return InputOptions.outcome(program.refusals.isEmpty ? .yes : .no, of: manifests)
  }

  private func print(_ report: TranslationReport, in context: Context) throws {
    switch format {
    case .json: try Output.write(report.json())
    case .text:
      let palette = context.palette(output.color, isTerminal: context.environment.isOutputTerminal)
      for group in report.groups { try Output.write(report.text(of: group, form: .text(palette), palette: palette)) }
    case .restore:
      for group in report.groups { try Output.write(report.text(of: group, form: .restore, palette: .plain)) }
    }
  }

  private func files(_ report: TranslationReport) -> [(name: String, content: TextBuffer)] {
    switch format {
    case .json: [("translate.json", report.json())]
    case .text: report.files(form: .text(.plain))
    case .restore: report.files(form: .restore)
    }
  }

  private func chosenGroups(of program: any DataplaneProgram) throws(Failure) -> [NodeGroup] {
    guard !program.groups.isEmpty else {
      throw Failure(
        outcome: .input, message: "engine \"\(engine)\" has no program to show",
        notes: ["moat check asks it all the same"])
    }
    guard let node else { return program.groups }
    let chosen = program.groups.compactMap { group in
      group.nodes.contains(NodeName(node)) ? NodeGroup([NodeName(node)]) : nil
    }
    guard !chosen.isEmpty else {
      let known = program.groups.flatMap(\.nodes).sorted().map(\.text)
      let list = known.prefix(10).joined(separator: ", ") + (known.count > 10 ? ", and \(known.count - 10) more" : "")
      throw Failure(outcome: .input, message: "--node \"\(node)\" is no node of the cluster; expected one of \(list)")
    }
    return chosen
  }
}
