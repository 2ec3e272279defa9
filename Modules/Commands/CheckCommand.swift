internal import ArgumentParser
internal import Backend
internal import Manifests
internal import Moat
internal import Reports
internal import Traffic

/// `moat check`
struct CheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Ask whether a connection can begin, and why.",
    discussion: """
      The answer comes from running the translated program on the packet's way: the source's node, then the
      destination's. Exit status: 0 allowed, 1 denied, 2 wrong usage or input.

      EXAMPLES:
        moat check -f cluster.yaml --from shop/web --to shop/db --port 5432
        moat check -f cluster.yaml --from 203.0.113.7 --to shop/web --port 53/UDP --explain
      """)

  @OptionGroup var input: InputOptions

  @Option(help: "The engine, as id or id@version; see moat engines.")
  var engine = "azure-npm"

  @Option(help: "Where the connection comes from: namespace/pod, node/name or an address.")
  var from: String

  @Option(help: "Where it goes: namespace/pod, node/name or an address.")
  var to: String

  @Option(help: "The port, as 80 or 53/UDP; or ICMP.")
  var port = "80"

  @Flag(help: "Print every rule that the packet met, with why and where it comes from.")
  var explain = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard ProtocolPort(port) != nil else {
      throw ValidationError("--port \"\(port)\" is no port; expected one like 80, 53/UDP, 7777/SCTP or ICMP")
    }
  }

  func run(in context: Context) throws -> Outcome {
    let backend = try context.registry.backend(named: engine)
    let manifests = try input.load(in: context, color: output.color)
    let cluster = manifests.cluster
    guard let port = ProtocolPort(port) else { return .input }
    let program = try backend.translate(cluster)
    let decision: Decision
    do {
      let packet = Packet(
        from: try EndpointName(from).address(in: cluster), to: try EndpointName(to).address(in: cluster),
        port.ipProtocol, port: port.port)
      decision = try program.decide(packet)
    } catch let error as UnknownEndpoint {
      throw Failure(outcome: .input, message: error.message)
    } catch let error as UndecidableError {
      throw Failure(outcome: .input, message: error.message)
    }
    let report = CheckReport(
      question: "\(from) -> \(to) \(port) under \(backend.descriptor.name)", decision: decision, cluster: cluster)
    let palette = context.palette(output.color, isTerminal: context.environment.isOutputTerminal)
    try Output.write(report.verdict(palette: palette) + (explain ? report.trace(palette: palette) : ""))
    return InputOptions.outcome(decision.verdict == .allowed ? .yes : .no, of: manifests)
  }
}
