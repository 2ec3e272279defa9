public import Backend
public import PolicyModel
public import Traffic

/// A `DataplaneProgram` made of netfilter: iptables chains and ipsets on each node.
public struct NetfilterDataplane: DataplaneProgram {
  /// The programs, those of equal nodes together.
  public let programs: [NodeProgram]
  /// The policies that the engine refuses, by policy name.
  public let refusals: [Refusal]
  let cluster: Cluster
  /// Who has which address.
  let addresses: AddressBook
  let tools: NetfilterTools
  private let runnable = RunnablePrograms()

  /// The programs that an engine makes of `cluster`; every node of the cluster is in just one of them.
  public init(cluster: Cluster, programs: [NodeProgram], refusals: [Refusal], tools: NetfilterTools) {
    self.cluster = cluster
    addresses = AddressBook(cluster)
    self.programs = programs
    self.refusals = refusals
    self.tools = tools
  }

  /// The nodes, those with the same program together.
  public var groups: [NodeGroup] { programs.map { NodeGroup($0.nodes) } }

  /// The texts of one node's program; none for a node that the cluster does not have.
  public func artifacts(for node: NodeName, as form: ArtifactForm) -> [Artifact] {
    guard let program = program(of: node) else { return [] }
    switch form {
    case .restore: return tools.restore(program)
    case .json:
      return [Artifact(name: "program.json", content: ProgramJSON(tools: tools, cluster: cluster).render(program))]
    case .text(let palette):
      let reader = ProgramText(program: program, cluster: cluster, palette: palette, dialect: tools.ruleDialect)
      return [Artifact(name: "program.txt", content: reader.render())]
    }
  }

  /// What becomes of one packet, by running the programs of the nodes on its way.
  ///
  /// The first question to a node indexes its program; each then costs O(rules that the packet meets).
  public func decide(_ packet: Packet) throws(UndecidableError) -> Decision {
    let way = PacketWay(packet, in: cluster, podInterface: tools.podInterface)
    var trace: [TraceStep] = []
    var misses: [Miss] = []
    for hop in way.hops {
      guard let index = programs.firstIndex(where: { $0.nodes.contains(hop.node) }) else { continue }
      let program = runnable.program(index, of: programs[index])
      var run = PacketRun(packet, hop: hop, program: program, cluster: cluster, dialect: tools.ruleDialect)
      let verdict = try run.verdict()
      trace += run.trace
      misses += run.misses
      if verdict == .denied { return Decision(.denied, trace: trace, misses: misses) }
    }
    return Decision(.allowed, trace: trace, misses: misses)
  }

  private func program(of node: NodeName) -> NodeProgram? {
    programs.first { $0.nodes.contains(node) }
  }
}
