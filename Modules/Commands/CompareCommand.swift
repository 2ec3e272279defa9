internal import ArgumentParser
internal import Backend
internal import Comparison
internal import Manifests
internal import Moat
internal import PolicyModel
internal import Reports
internal import Text

/// `moat compare`
struct CompareCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show every connection on which engines differ, with a witness packet and the cause.",
    discussion: """
      Exact, for all pods, nodes and the outside, all protocols and ports. Causes have ids; Docs/Differences.md explains \
      each. Exit status: 0 no difference, 1 some, 2 wrong usage or input.

      EXAMPLES:
        moat compare -f cluster.yaml
        moat compare -f cluster.yaml --engines azure-npm,calico,spec
        moat compare -f cluster.yaml --engines calico@3.31,calico@3.32 --engine-option interfacePrefix=cali
        moat compare -f cluster.yaml --show programs --policy shop/web
        moat compare -f cluster.yaml --format json
      """)

  enum Show: String, ExpressibleByArgument, CaseIterable, Sendable {
    case differences
    case programs
  }

  @OptionGroup var input: InputOptions

  @Option(help: ArgumentHelp("The engines to compare, with commas between them.", valueName: "engine,…"))
  var engines = "azure-npm,calico"

  @Option(
    name: .customLong("engine-option"),
    help: ArgumentHelp(
      "A setting of those of the engines that take it; may be given more than once; moat engines lists those of each.",
      valueName: "key=value"))
  var settings: [String] = []

  @Option(help: "differences, or programs: the engines' rules for --policy next to each other, and their sizes.")
  var show: Show = .differences

  @Option(help: ArgumentHelp("The policy whose rules to show, as namespace/name.", valueName: "policy"))
  var policy: String?

  @OptionGroup var families: FamilyOption

  @Option(help: "table, or json (schema moat.compare/1).")
  var format: ListFormat = .table

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard names.count > 1 else {
      throw ValidationError("--engines \"\(engines)\" names one engine; expected at least two, as azure-npm,calico")
    }
    if names.contains("") {
      throw ValidationError("--engines \"\(engines)\" has a name too few; expected names with one comma between them")
    }
    try EngineOptions.check(settings)
    if policy != nil, show != .programs { throw ValidationError("--policy goes with --show programs") }
    if let policy, policy.split(separator: "/").count != 2 {
      throw ValidationError("--policy \"\(policy)\" is no policy; expected namespace/name")
    }
  }

  private var names: [String] { engines.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }

  /// The engines, each with those of the settings that it takes.
  private func chosenBackends(in context: Context) throws -> [any PolicyBackend] {
    let backends = try names.map { try context.registry.backend(named: $0) }
    var seen: Set<String> = []
    for backend in backends where !seen.insert(backend.descriptor.name).inserted {
      throw ValidationError(
        "--engines \"\(engines)\" names \(backend.descriptor.name) twice; expected different engines")
    }
    let options = settings.compactMap { EngineOption($0) }
    for option in options where !backends.contains(where: { $0.descriptor.takes(option) }) {
      let known = Set(backends.flatMap { $0.descriptor.options.map(\.key) }).sorted()
      throw Failure(
        outcome: .input, message: "none of the engines has an option \"\(option.key)\"",
        notes: [known.isEmpty ? "they take no options" : "expected one of \(known.joined(separator: ", "))"])
    }
    return try backends.map { backend in try backend.configured(options.filter { backend.descriptor.takes($0) }) }
  }

  func run(in context: Context) throws -> Outcome {
    let backends = try chosenBackends(in: context)
    let judge = try context.registry.backend(named: "spec")
    let manifests = try input.load(in: context, color: output.color)
    let family = families.chosen(in: manifests.cluster)
    do {
      let contenders = try backends.map { try Contender($0, manifests.cluster, family: family) }
      let palette = output.palette(in: context)
      if show == .programs {
        try printPrograms(contenders, palette: palette)
        return InputOptions.outcome(.yes, of: manifests)
      }
      let comparison = try Comparison(contenders, judge: judge)
      let report = ComparisonReport(comparison)
      switch format {
      case .table: try Output.write(report.table(palette: palette))
      case .json: try Output.write(report.json())
      }
      return InputOptions.outcome(comparison.differences.isEmpty ? .yes : .no, of: manifests)
    } catch let error as UndecidableError {
      throw Failure(outcome: .input, message: error.message)
    }
  }

  private func printPrograms(_ contenders: [Contender], palette: Palette) throws {
    let cluster = contenders[0].cluster
    var table: PolicyTable?
    if let policy {
      table = cluster.policies.first { cluster.text($0.id) == policy }.flatMap { PolicyTable($0.id, contenders) }
      guard table != nil else {
        let near = NearNames(to: policy, among: cluster.policies.map { cluster.text($0.id) }) { name in
          name.split(separator: "/").last == policy.split(separator: "/").last
        }
        throw Failure(
          outcome: .input, message: "--policy \"\(policy)\" is no policy of the input",
          notes: near.question.map { [$0] } ?? [])
      }
    }
    let report = ProgramsReport(
      try ProgramTable(contenders, family: families.named), policy: table, cluster: cluster,
      family: families.chosen(in: cluster))
    switch format {
    case .table: try Output.write(report.table(palette: palette))
    case .json: try Output.write(report.json())
    }
  }
}

extension BackendDescriptor {
  fileprivate func takes(_ option: EngineOption) -> Bool { options.contains { $0.key == option.key } }
}
