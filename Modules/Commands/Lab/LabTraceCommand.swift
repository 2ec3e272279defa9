internal import ArgumentParser
internal import Backend
internal import Lab
internal import Moat
internal import PolicyModel
internal import Reachability
internal import Reports
internal import Traffic

/// `moat lab trace`
struct LabTraceCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Send one packet and show the rules whose counters moved, beside the simulated trace.",
    discussion: """
      + marks a rule that both met, ! one that only the simulation met; rules that moved because of answers and of what
      follows the first packet come last. Exit status: 0, or 1 where kernel and simulation differ.

      EXAMPLES:
        moat lab trace --from shop/web --to shop/db --port 5432
        moat lab trace --from node/aks-1 --to shop/db --port ICMP
      """)

  @OptionGroup var lab: LabName

  @Option(help: "Where the packet comes from: namespace/pod, node/name or an address.")
  var from: String

  @Option(help: "Where it goes: the same.")
  var to: String

  @Option(help: "The port, as 80, 53/UDP, 7777/SCTP or ICMP.")
  var port = "80"

  func validate() throws { try ProbePorts.validate([port]) }

  func run(in context: Context) throws -> Outcome {
    var lab = try Lab(lab.chosen)
    let made = try LabCluster(of: lab, in: context)
    let book = AddressBook(made.cluster)
    let source = try party(from, made.cluster, book, nil)
    let target = try party(to, made.cluster, book, source.address.family)
    let question = ProbePorts.questions([port], source.address.family)
    try lab.addOutside([source, target].map(\.address).filter { book.owner(of: $0) == nil })
    let matrix = ProbeMatrix(sources: [source], targets: [target], questions: question)
    let before = try lab.network.counts(in: source.address.family, nodes: book.nodes)
    let real = try matrix.probe(lab.network, by: lab.sender)
    let moved = try lab.network.moved(since: before, in: source.address.family, nodes: book.nodes)
    let packet = Packet(
      from: source.address, to: target.address, question[0].ipProtocol, port: question[0].port)
    let decision: Decision
    do {
      decision = try made.program.decide(packet)
    } catch {
      throw Failure(outcome: .input, message: error.message)
    }
    let trace = CountedTrace(decision.trace, moved: moved)
    let report = LabTraceReport(
      title: "\(source.name) -> \(target.name) \(question[0].label)", arrived: real.cells[0][0][0] ?? false,
      verdict: decision.verdict, steps: trace.steps.map { LabTraceReport.Step($0.step, packets: $0.packets) },
      rest: trace.rest.map { "\($0.node): \($0.place)  [\($0.packets)] \($0.rule)" })
    try Output.write(report.text)
    return report.agrees ? .yes : .no
  }

  private func party(
    _ name: String, _ cluster: Cluster, _ book: AddressBook, _ family: AddressFamily?
  ) throws -> ProbeMatrix.Party {
    do {
      let ends = try EndpointName(name).ends(in: cluster, book, family: family)
      return ProbeMatrix.Party(ends[0].name, ends[0].end.address)
    } catch {
      throw Failure(outcome: .input, message: error.message, notes: error.notes)
    }
  }
}
