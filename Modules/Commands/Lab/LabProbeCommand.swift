internal import ArgumentParser
internal import Backend
internal import Lab
internal import Moat
internal import PolicyModel
internal import Reachability
internal import Reports
internal import Traffic

/// `moat lab probe`
struct LabProbeCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Send real packets from everybody to every pod, and compare with the simulation.",
    discussion: """
      TCP connections, UDP datagrams, SCTP INITs and ICMP echo requests. Rows are sources, columns destinations: . the
      receiver saw it, X a rule dropped it, and its counter says so. Exit status: 0, or 1 where kernel and simulation
      differ.

      EXAMPLES:
        moat lab probe
        moat lab probe --port 80 --port 53/UDP --port ICMP
        moat lab probe --from shop/web --to shop/db --port 5432
        moat lab probe --outside 203.0.113.7,192.0.2.1
      """)

  @OptionGroup var lab: LabName

  @Option(
    name: .customLong("port"),
    help: ArgumentHelp(
      "A port, as 80, 53/UDP, 7777/SCTP or ICMP; may be given more than once. (default: 80)", valueName: "port"))
  var ports: [String] = []

  @Option(help: "Only packets from here: namespace/pod, namespace/workload, node/name or an address.")
  var from: String?

  @Option(help: "Only packets to here; nodes and addresses too.")
  var to: String?

  @OptionGroup var ends: EndOptions

  @OptionGroup var output: OutputOptions

  func validate() throws { try ProbePorts.validate(ports) }

  func run(in context: Context) throws -> Outcome {
    var lab = try Lab(lab.chosen)
    let made = try LabCluster(of: lab, in: context)
    let family = ends.families.chosen(in: made.cluster)
    let book = AddressBook(made.cluster)
    let all = parties(of: made.cluster, book, family)
    let sources = try from.map { try named($0, made.cluster, book, family) } ?? all.sources
    let targets = try to.map { try named($0, made.cluster, book, family) } ?? all.targets
    try lab.addOutside((sources + targets).map(\.address).filter { book.owner(of: $0) == nil })
    let matrix = ProbeMatrix(
      sources: sources, targets: targets, questions: ProbePorts.questions(ports.isEmpty ? ["80"] : ports, family))
    let real = try matrix.probe(lab.network, by: lab.sender)
    let simulated = try simulate(matrix, made.program, lab)
    let report = ProbeReport(
      sources: sources.map(\.name), targets: targets.map(\.name), questions: matrix.questions.map(\.label),
      kernel: real.cells, simulation: simulated)
    let palette = context.palette(output.color, isTerminal: context.environment.isOutputTerminal)
    try Output.write(report.table(palette: palette) + report.summary)
    return report.differences.isEmpty ? .yes : .no
  }

  private func simulate(
    _ matrix: ProbeMatrix, _ program: any KernelProgram, _ lab: Lab
  ) throws -> [[[Bool?]]] {
    do {
      return try matrix.simulate(program, in: lab.network.plan)
    } catch {
      throw Failure(outcome: .input, message: error.message)
    }
  }

  /// Pods, nodes and the outside send; pods receive, and with --nodes nodes too.
  private func parties(
    of cluster: Cluster, _ book: AddressBook, _ family: AddressFamily
  ) -> (sources: [ProbeMatrix.Party], targets: [ProbeMatrix.Party]) {
    var (pods, nodes): ([ProbeMatrix.Party], [ProbeMatrix.Party]) = ([], [])
    for end in book.ends(family) {
      switch end.kind {
      case .pod(let index): pods.append(ProbeMatrix.Party(cluster.text(cluster.pods[index].id), end.address))
      case .node(let index): nodes.append(ProbeMatrix.Party("node/\(book.nodes[index])", end.address))
      case .outside: break
      }
    }
    let usual = LabPlan.usualOutside.filter { $0.family == family }.prefix(1)
    let outside = (ends.addresses.isEmpty ? Array(usual) : ends.addresses).filter { book.owner(of: $0) == nil }
    let strangers = outside.map { ProbeMatrix.Party($0.description, $0) }
    return (pods + nodes + strangers, pods + (ends.nodes ? nodes : []))
  }

  private func named(
    _ name: String, _ cluster: Cluster, _ book: AddressBook, _ family: AddressFamily
  ) throws -> [ProbeMatrix.Party] {
    do {
      return try EndpointName(name).ends(in: cluster, book, family: family).map {
        ProbeMatrix.Party($0.name, $0.end.address)
      }
    } catch {
      throw Failure(outcome: .input, message: error.message, notes: error.notes)
    }
  }
}
