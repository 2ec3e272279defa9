internal import ArgumentParser
internal import Backend
internal import Diagnostics
internal import Lab
internal import Manifests
internal import Moat
internal import Reports
internal import Traffic

/// What a lab is built of.
struct LabBuildOptions: ParsableArguments {
  @OptionGroup var input: InputOptions

  @OptionGroup var engineOptions: EngineOptions

  @OptionGroup var lab: LabName

  @Option(help: "How the kernel holds the rules: nft or legacy.")
  var iptables: FilterChoice = .nft

  @Option(help: "What pods answer: their name, or http: a page with it.")
  var serve: ServeChoice = .name

  @Option(
    name: .customLong("port"),
    help: ArgumentHelp(
      "A port on which all pods listen, as 80 or 53/UDP, beside those of containers, policies and Services.",
      valueName: "port"))
  var ports: [String] = ["80"]

  func validate() throws { try PortNames.validate(ports) }

  /// Builds it; it ends with this process unless it is kept.
  func build(in context: Context, color: ColorChoice) throws -> (Lab, LabCluster, LoadedManifests) {
    let backend = try engineOptions.backend(in: context, for: input)
    let texts = try input.texts(in: context, color: color)
    let manifests = try input.load(texts, in: context, color: color)
    let made = try LabCluster(backend, manifests.cluster)
    let palette = context.palette(color, isTerminal: context.environment.isErrorTerminal)
    let translation = TranslationReport(
      descriptor: backend.descriptor, cluster: made.cluster, program: made.program, groups: [])
    for refusal in translation.refusals { Output.complain(DiagnosticReport.render(refusal, palette: palette)) }
    var state = LabState(iptables.kind, engine: backend.descriptor.name, plan: LabPlan(made.cluster, made.program))
    state.settings = engineOptions.settings
    state.greeting = serve.greeting
    state.podCIDR = try input.podBlock(in: context)
    state.inputs = texts.map(\.name)
    let lab = try Lab.up(lab.chosen, state, made.cluster, made.program, input: texts.map(\.text))
    let more = PortNames.ports(ports, over: .ipv4).map { ProbeMatrix.Question($0) }
    try lab.sender.listen(lab.network.plan.usualPorts(of: made.cluster, more: more))
    return (lab, made, manifests)
  }
}

/// How the kernel holds rules, as users write it.
enum FilterChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case nft
  case legacy

  var kind: FilterKind { self == .nft ? .nft : .legacy }
}

/// What listeners say, as users write it.
enum ServeChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case name
  case http

  var greeting: Greeting { self == .name ? .name : .http }
}

/// `moat lab up`
struct LabUpCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Build a lab and install the engine's program in it.",
    discussion: """
      The program is loaded with ipset and iptables-restore, read back and compared with what was meant. The lab stays
      until moat lab down.

      EXAMPLES:
        moat lab up -f cluster.yaml
        moat lab up -f cluster.yaml --engine calico@3.32 --iptables legacy --name two
        moat lab up -f cluster.yaml --serve http
      """)

  @OptionGroup var options: LabBuildOptions

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let (lab, made, manifests) = try options.build(in: context, color: output.color)
    do {
      try lab.keep()
    } catch {
      lab.leave()
      throw error
    }
    try Output.write(LabReport.summary(lab, made.backend.descriptor))
    return InputOptions.outcome(.yes, of: manifests)
  }
}

/// `moat lab run`
struct LabRunCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Build a lab, run a command beside it, and take the lab down.",
    discussion: """
      The command runs on this machine, not in a pod, and knows the lab by MOAT_LAB. However it ends, and if moat itself
      is ended, the lab is gone. The exit status is the command's.

      EXAMPLES:
        moat lab run -f cluster.yaml -- moat lab probe --port 80
        moat lab run -f cluster.yaml -- moat lab exec shop/web -- wget -qO- http://db.shop
      """)

  @OptionGroup var options: LabBuildOptions

  @OptionGroup var output: OutputOptions

  @Argument(parsing: .postTerminator, help: ArgumentHelp("The command, behind --.", valueName: "command"))
  var command: [String]

  func validate() throws {
    guard !command.isEmpty else { throw ValidationError("nothing to run; name a command behind --") }
  }

  func run(in context: Context) throws -> Outcome {
    let (lab, _, _) = try options.build(in: context, color: output.color)
    defer { lab.leave() }
    let status = try lab.run(command)
    guard status == 0 else { throw CommandEnding(status: status) }
    return .yes
  }
}

/// The exit status of a command that was run for the user.
struct CommandEnding: Error {
  var status: Int32
}
