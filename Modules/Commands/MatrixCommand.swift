internal import ArgumentParser
internal import Backend
internal import Manifests
internal import Moat
internal import Reachability
internal import Reports
internal import Text
internal import Traffic

/// `moat matrix`
struct MatrixCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix",
    abstract: "Show who reaches whom: the table that people know, for every pod and port, exactly.",
    discussion: """
      Rows are sources, columns destinations: . allowed, X denied. It is computed from the engine's translated program, \
      for every pod at once. Pods of a workload that nothing tells apart are one row. Exit status: 0, or 2 with errors \
      in the input.

      EXAMPLES:
        moat matrix -f cluster.yaml --port 80 --port 53/UDP
        moat matrix -f cluster.yaml --engine spec --port ICMP --nodes --outside 203.0.113.7
        moat matrix -f cluster.yaml --port 443 --format json --no-fold
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
    case csv
  }

  @OptionGroup var input: InputOptions

  @OptionGroup var engine: EngineOptions

  @Option(
    name: .customLong("port"),
    help: ArgumentHelp(
      "A port, as 80, 53/UDP, 7777/SCTP or ICMP; may be given more than once. (default: 80)", valueName: "port"))
  var ports: [String] = []

  @Flag(inversion: .prefixedNo, help: "One row for the pods of a workload that nothing tells apart.")
  var fold = true

  @OptionGroup var ends: EndOptions

  @Option(help: "table, json (schema moat.matrix/1) or csv.")
  var format: Format = .table

  @OptionGroup var output: OutputOptions

  func validate() throws { try PortNames.validate(ports) }

  func run(in context: Context) throws -> Outcome {
    let backend = try engine.backend(in: context, for: input)
    let manifests = try input.load(in: context, color: output.color)
    let reachability = try ends.reachability(of: backend, manifests.cluster)
    let list = PartyList(manifests.cluster, reachability, options: ends.parties(isFolded: fold))
    ends.report(list, reachability.index.family)
    let questions = PortNames.ports(ports.isEmpty ? ["80"] : ports, over: reachability.index.family).map {
      MatrixReport.Question($0.description, $0.ipProtocol, $0.port)
    }
    let report = MatrixReport(
      engine: backend.descriptor.name, parties: list.parties, questions: questions, reachability: reachability)
    switch format {
    case .table:
      try Output.write(
        report.table(palette: output.palette(in: context)))
    case .json: try report.writeJSON { (piece) throws(Failure) in try Output.write(piece) }
    case .csv: try report.writeCSV { (piece) throws(Failure) in try Output.write(piece) }
    }
    return InputOptions.outcome(.yes, of: manifests)
  }
}
