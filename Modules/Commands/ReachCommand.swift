internal import ArgumentParser
internal import Backend
internal import Manifests
internal import Moat
internal import Reachability
internal import Reports
internal import Text
internal import Traffic

/// `moat reach`
struct ReachCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "reach",
    abstract: "List everything that may begin: for each pair, all protocols and ports.",
    discussion: """
      The outside is listed in the parts that some rule tells apart. Exit status: 0, or 2 with errors in the input.

      EXAMPLES:
        moat reach -f cluster.yaml
        moat reach -f cluster.yaml --to shop/db
        moat reach -f cluster.yaml --exposed
        moat reach -f cluster.yaml --format json
      """)

  @OptionGroup var input: InputOptions

  @OptionGroup var engine: EngineOptions

  @Option(help: "Only from here: namespace/pod, namespace/workload, namespace/, node/name, an address, or outside.")
  var from: String?

  @Option(help: "Only to there, named likewise.")
  var to: String?

  @Flag(help: "Only what the outside can reach.")
  var exposed = false

  @Flag(
    inversion: .prefixedNo,
    help: "One entry for the pods of a workload that nothing tells apart. (default: in tables only)")
  var fold: Bool?

  @OptionGroup var ends: EndOptions

  @Option(help: "table, or json (schema moat.reach/1).")
  var format: ListFormat = .table

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if exposed, from != nil { throw ValidationError("--exposed is --from outside; give one of them") }
  }

  func run(in context: Context) throws -> Outcome {
    let backend = try engine.backend(in: context, for: input)
    let manifests = try input.load(in: context, color: output.color)
    let reachability = try ends.reachability(of: backend, manifests.cluster)
    var options = ends.parties(isFolded: fold ?? (format == .table), hasOutside: true)
    options.asked = [from, to].compactMap { $0.flatMap { IPAddress($0) } }
    // Who asks for a node by name need not list them all.
    options.hasNodes = ends.nodes || [from, to].contains { $0?.hasPrefix("node/") == true }
    let list = PartyList(manifests.cluster, reachability, options: options)
    ends.report(list, reachability.index.family)
    let report = ReachReport(
      engine: backend.descriptor.name,
      from: try list.chosen(exposed ? "outside" : from, option: "--from", hasNodes: ends.nodes),
      to: try list.chosen(to, option: "--to", hasNodes: ends.nodes), targetName: to, reachability: reachability)
    switch format {
    case .table:
      let palette = output.palette(in: context)
      try report.writeTable(palette: palette) { (piece) throws(Failure) in try Output.write(piece) }
    case .json: try report.writeJSON { (piece) throws(Failure) in try Output.write(piece) }
    }
    return InputOptions.outcome(.yes, of: manifests)
  }
}

extension PartyList {
  /// The parties that a filter names; all that are to be listed without one.
  fileprivate func chosen(_ filter: String?, option: String, hasNodes: Bool) throws(Failure) -> [Party] {
    guard let filter else { return hasNodes ? parties : parties.filter { !$0.isNode } }
    let found = parties(named: filter)
    guard !found.isEmpty else {
      throw Failure(
        outcome: .input, message: "\(option) \"\(filter)\" is nothing in the cluster",
        notes: ["expected namespace/pod, namespace/workload, namespace/, node/name, an address, or outside"])
    }
    return found
  }
}
