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
      destination's. A workload stands for its pods, a Service for its ready endpoints; all of them are asked, and the
      answer is "allowed" only if every connection is. From outside the cluster, a Service is reached by every node that
      takes its traffic, and node/NAME with a node port by that node.

      Exit status: 0 allowed, 1 denied, 2 wrong usage or input, 3 the machine refused.

      EXAMPLES:
        moat check -f cluster.yaml --from shop/web --to shop/db --port 5432
        moat check -f cluster.yaml --from shop/web --to svc/shop/db --port 5432 --explain
        moat check -f cluster.yaml --from 203.0.113.7 --to node/aks-1 --port 30080
        moat check -f cluster.yaml --from shop/web --to shop/db --family 6
        moat check -f cluster.yaml --from node/aks-1 --to shop/web --protocol ICMP --format json
      """)

  /// What connection tracking says of the packet.
  enum State: String, ExpressibleByArgument, CaseIterable, Sendable {
    case new
    case established
    case invalid

    var states: ConnectionState {
      switch self {
      case .new: .new
      case .established: .established
      case .invalid: .invalid
      }
    }
  }

  /// Text for people, or JSON for programs.
  enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text
    case json
  }

  @OptionGroup var input: InputOptions

  @OptionGroup var engine: EngineOptions

  @Option(help: "Where the connection comes from: namespace/pod, namespace/workload, node/name or an address.")
  var from: String

  @Option(help: "Where it goes: the same, or svc/namespace/name.")
  var to: String

  @Option(help: "The port that the client asks, as 80, 53/UDP or 7777/SCTP (default: 80/TCP).")
  var port: String?

  @Option(
    help: ArgumentHelp(
      "TCP, UDP or SCTP for a --port without one, or a protocol without ports, as ICMP.", valueName: "name"))
  var `protocol`: String?

  @Option(help: "The packet's connection: new, established or invalid (of no connection).")
  var state: State = .new

  @OptionGroup var families: FamilyOption

  @Flag(help: "Say why: the policies and their rules, and every rule that the packet met, with the line it is from.")
  var explain = false

  @Option(help: "text, or json (schema moat.check/1), which always says why.")
  var format: Format = .text

  @OptionGroup var output: OutputOptions

  func validate() throws { _ = try asked() }

  func run(in context: Context) throws -> Outcome {
    let backend = try engine.backend(in: context, for: input)
    let manifests = try input.load(in: context, color: output.color)
    let asked = try asked()
    var question = CheckQuestion(
      from: from, to: to, asked.ipProtocol, port: asked.ipProtocol.hasPorts ? asked.port : nil, state: state.states)
    question.family = families.named
    let program = try backend.translate(manifests.cluster)
    let answer = try check(
      question, in: manifests.cluster, under: program, isTracing: explain || format == .json)
    let errors = context.palette(output.color, isTerminal: context.environment.isErrorTerminal)
    let translation = TranslationReport(
      descriptor: backend.descriptor, cluster: manifests.cluster, program: program, groups: [])
    for refusal in translation.refusals { Output.complain(DiagnosticReport.render(refusal, palette: errors)) }
    let report = CheckReport(
      answer, under: backend.descriptor, in: manifests.cluster, refusals: program.refusals)
    switch format {
    case .json: try Output.write(report.json())
    case .text:
      let palette = output.palette(in: context)
      try Output.write(report.summary(palette: palette) + (explain ? report.explanation(palette: palette) : ""))
    }
    return InputOptions.outcome(answer.verdict == .allowed ? .yes : .no, of: manifests)
  }

  /// The protocol and port that both options say.
  private func asked() throws -> ProtocolPort {
    guard let name = self.protocol else {
      guard let asked = ProtocolPort(port ?? "80") else { throw badPort() }
      return asked
    }
    guard let ipProtocol = IPProtocol(name) else {
      throw ValidationError("--protocol \"\(name)\" is no protocol; expected TCP, UDP, SCTP, ICMP or a number 0–255")
    }
    guard let port else {
      return ProtocolPort(ipProtocol, port: ipProtocol.hasPorts ? 80 : 0)
    }
    guard let asked = ProtocolPort(port) else { throw badPort() }
    let isBare = !port.contains("/") && asked.ipProtocol == .tcp
    guard ipProtocol.hasPorts, isBare || asked.ipProtocol == ipProtocol else {
      throw ValidationError("--protocol \(name) does not go with --port \(port); give one of them")
    }
    return ProtocolPort(ipProtocol, port: asked.port)
  }

  private func badPort() -> ValidationError {
    ValidationError("--port \"\(port ?? "")\" is no port; expected one like 80, 53/UDP, 7777/SCTP or ICMP")
  }
}
