internal import ArgumentParser
internal import Backend
internal import Manifests
internal import Moat
internal import PolicyModel
internal import Reports
internal import Text
internal import Traffic

/// `moat translate`
struct TranslateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Show the programs that an engine makes of the policies: sets, chains and rules of every node.",
    discussion: """
      Formats: text is for reading; restore is what the engine's tools load; json has the schema moat.translate/1; native
      is the policies as the engine's own resources, where it has such, and so is the engine's id. Exit status: 0, or 1
      when the engine refuses a policy or a part of one (the others are translated all the same), 2 with errors in the
      input, or where the engine has no program of the --family.

      EXAMPLES:
        moat translate -f cluster.yaml --engine azure-npm
        moat translate -f pods.json -f policies/ --engine azure-npm@1.5 --node aks-1
        moat translate -f cluster.yaml --engine calico --engine-option interfacePrefix=cali
        moat translate -f cluster.yaml --format calico | calicoctl apply -f -
        moat translate -f cluster.yaml --format restore -o programs/
      """)

  @OptionGroup var input: InputOptions

  @OptionGroup var engineOptions: EngineOptions

  @Option(help: "Only this node's program.")
  var node: String?

  @Option(help: "Only the programs of this address family; without it, of all that the engine filters.")
  var family: FamilyOption.Family?

  @Option(help: "text, restore, json, native, or the engine's id.")
  var format: TranslationFormat = .text

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp("Write files into this folder: for text and restore, one per node and tool.", valueName: "dir"))
  var folder: String?

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let backend = try backend(in: context)
    let manifests = try input.load(in: context, color: output.color)
    let program = try backend.translate(manifests.cluster)
    let groups = try chosenGroups(of: program, by: backend)
    let report = TranslationReport(
      descriptor: backend.descriptor, cluster: manifests.cluster, program: program, groups: groups,
      family: family?.family)
    let errors = context.palette(output.color, isTerminal: context.environment.isErrorTerminal)
    for refusal in report.refusals { Output.complain(DiagnosticReport.render(refusal, palette: errors)) }
    if let folder {
      try write(report, into: OutputFolder(creating: folder))
    } else {
      try print(report, in: context)
    }
    return InputOptions.outcome(program.refusals.isEmpty ? .yes : .no, of: manifests)
  }

  private func print(_ report: TranslationReport, in context: Context) throws {
    switch format {
    case .json: try Output.write(report.json())
    case .text:
      let palette = output.palette(in: context)
      for group in report.groups { try Output.write(report.text(of: group, form: .text(palette), palette: palette)) }
    case .restore:
      for group in report.groups { try Output.write(report.text(of: group, form: .restore, palette: .plain)) }
    case .native, .engine:
      for file in try nativeFiles(report) { try Output.write(file.content) }
    }
  }

  /// Writes one group of nodes after another, so that the texts of all nodes are never in memory at once.
  private func write(_ report: TranslationReport, into folder: OutputFolder) throws(Failure) {
    switch format {
    case .json: try folder.write([("translate.json", report.json())])
    case .text: for group in report.groups { try folder.write(report.files(of: group, form: .text(.plain))) }
    case .restore: for group in report.groups { try folder.write(report.files(of: group, form: .restore)) }
    case .native, .engine: try folder.write(nativeFiles(report))
    }
  }

  private func nativeFiles(_ report: TranslationReport) throws(Failure) -> [(name: String, content: TextBuffer)] {
    let files = report.nativeFiles
    guard !files.isEmpty else {
      throw Failure(
        outcome: .input, message: "engine \(report.descriptor.name) has no resources of its own to print",
        notes: ["use --format text, restore or json"])
    }
    return files
  }

  /// The engine that is named, or else the one whose resources are asked for.
  private func backend(in context: Context) throws -> any PolicyBackend {
    guard case .engine(let name) = format else { return try engineOptions.backend(in: context, for: input) }
    let isKnown = context.registry.backends.contains { $0.descriptor.id == name }
    let backend = try engineOptions.backend(in: context, for: input, otherwise: isKnown ? name : EngineOptions.standard)
    guard name != backend.descriptor.id else { return backend }
    throw Failure(
      outcome: .input,
      message: "--format \"\(name)\" is not one of engine \(backend.descriptor.name); expected text, restore, json, "
        + "native or \(backend.descriptor.id)", notes: ["--engine chooses the engine"])
  }

  /// Throws where only a family is wanted that the engine has no program of; its own resources are of no family.
  private func checkFamily(of program: any DataplaneProgram, by engine: BackendDescriptor) throws(Failure) {
    guard let family = family?.family, let program = program as? any InspectableProgram,
      !program.families.contains(family), format.hasFamilies
    else { return }
    let remark = engine.remark(on: family).map { ["\(family.name) under \(engine.id): \($0)"] } ?? []
    throw Failure(
      outcome: .input, message: "engine \(engine.name) has no \(family.name) program of this input",
      notes: remark + ["moat check and moat matrix answer for \(family.name) all the same"])
  }

  private func chosenGroups(
    of program: any DataplaneProgram, by backend: any PolicyBackend
  ) throws(Failure) -> [NodeGroup] {
    guard !program.groups.isEmpty else {
      throw Failure(
        outcome: .input, message: "engine \"\(backend.descriptor.id)\" has no program to show",
        notes: ["moat check asks it all the same"])
    }
    try checkFamily(of: program, by: backend.descriptor)
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
