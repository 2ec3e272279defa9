internal import ArgumentParser
internal import Backend
internal import Lab
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

  func validate() throws { try PortNames.validate(ports) }

  func run(in context: Context) throws -> Outcome {
    var open = try OpenLab(lab, in: context)
    let family = ends.families.chosen(in: open.made.cluster, naming: [from, to].compactMap { $0 })
    let all = parties(of: open.made.cluster, open.book, family)
    let matrix = ProbeMatrix(
      sources: try from.map { try open.parties($0, family) } ?? all.sources,
      targets: try to.map { try open.parties($0, family) } ?? all.targets,
      questions: PortNames.ports(ports.isEmpty ? ["80"] : ports, over: family).map { ProbeMatrix.Question($0) })
    let real = try open.probe(matrix)
    let report = ProbeReport(
      sources: matrix.sources.map(\.name), targets: matrix.targets.map(\.name),
      questions: matrix.questions.map(\.label), kernel: real.cells,
      simulation: try matrix.simulate(open.made.program, in: open.lab.network.plan))
    let palette = output.palette(in: context)
    try Output.write(report.table(palette: palette) + report.summary)
    return report.differences.isEmpty ? .yes : .no
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
    let outside = (ends.addresses.isEmpty ? Array(usual) : ends.addresses)
      .filter { $0.family == family && book.owner(of: $0) == nil }
    let strangers = outside.map { ProbeMatrix.Party($0.description, $0) }
    return (pods + nodes + strangers, pods + (ends.nodes ? nodes : []))
  }
}
