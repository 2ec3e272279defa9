internal import ArgumentParser
internal import Backend
internal import Lab
internal import PolicyModel
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

  func validate() throws { try PortNames.validate([port]) }

  func run(in context: Context) throws -> Outcome {
    var open = try OpenLab(lab, in: context)
    let source = try open.parties(from, [from, to].lazy.compactMap { IPAddress($0) }.first?.family)[0]
    let family = source.address.family
    let target = try open.parties(to, family)[0]
    let question = ProbeMatrix.Question(PortNames.ports([port], over: family)[0])
    let before = try open.lab.network.counts(in: family, nodes: open.book.nodes)
    let real = try open.probe(ProbeMatrix(sources: [source], targets: [target], questions: [question]))
    let moved = try open.lab.network.moved(since: before, in: family, nodes: open.book.nodes)
    let packet = Packet(from: source.address, to: target.address, question.ipProtocol, port: question.port)
    let decision = try open.made.program.decide(packet)
    let trace = CountedTrace(decision.trace, moved: moved)
    let report = LabTraceReport(
      title: "\(source.name) -> \(target.name) \(question.label)", arrived: real.cells[0][0][0] ?? false,
      verdict: decision.verdict, steps: trace.steps.map { LabTraceReport.Step($0.step, packets: $0.packets) },
      rest: trace.rest.map { "\($0.node): \($0.place)  [\($0.packets)] \($0.rule)" })
    try Output.write(report.text)
    return report.agrees ? .yes : .no
  }
}
