public import Backend
internal import Netfilter
public import PolicyModel
public import Traffic

/// A `DataplaneProgram` made of netfilter: iptables chains and ipsets on each node.
public struct NetfilterDataplane: DataplaneProgram {
  /// The programs, those of equal nodes together, and for each group one or one for each address family.
  public let programs: [NodeProgram]
  /// The policies that the engine refuses, by policy name.
  public let refusals: [Refusal]
  let cluster: Cluster
  let tools: NetfilterTools
  private let runnable = RunnablePrograms()

  /// The programs that an engine makes of `cluster`; in each family every node of the cluster is in just one of them,
  /// and the groups of nodes are the same in all families.
  public init(cluster: Cluster, programs: [NodeProgram], refusals: [Refusal], tools: NetfilterTools) {
    self.cluster = cluster
    self.programs = programs
    self.refusals = refusals
    self.tools = tools
  }

  /// The nodes, those with the same program together.
  public var groups: [NodeGroup] {
    var groups: [NodeGroup] = []
    for program in programs where groups.last?.nodes != program.nodes { groups.append(NodeGroup(program.nodes)) }
    return groups
  }

  /// The texts of one node's programs, IPv4 first; none for a node that the cluster does not have.
  public func artifacts(for node: NodeName, as form: ArtifactForm) -> [Artifact] {
    if form == .native { return tools.native() }
    return programs.filter { $0.nodes.contains(node) }.flatMap { artifacts(for: $0, as: form) }
  }

  private func artifacts(for program: NodeProgram, as form: ArtifactForm) -> [Artifact] {
    let family = program.program.family
    let name = family == .ipv4 ? "program" : "program6"
    switch form {
    case .restore: return tools.restore(program)
    case .json:
      let content = ProgramJSON(tools: tools, cluster: cluster).render(program)
      return [Artifact(name: "\(name).json", content: content, family: family)]
    case .text(let palette):
      let reader = ProgramText(program: program, cluster: cluster, palette: palette, dialect: tools.ruleDialect)
      return [Artifact(name: "\(name).txt", content: reader.render(), family: family)]
    case .native: return tools.native()
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
      guard let index = program(of: hop.node, packet.source.family) else { continue }
      let program = runnable.program(index, of: programs[index])
      var run = PacketRun(packet, hop: hop, program: program, cluster: cluster, dialect: tools.ruleDialect)
      let verdict = try run.verdict()
      trace += run.trace
      misses += run.misses
      if verdict == .denied { return Decision(.denied, trace: trace, misses: misses) }
    }
    return Decision(.allowed, trace: trace, misses: misses)
  }

  /// The index of the program by which a node judges packets of a family; `nil` where it lets all of them pass.
  private func program(of node: NodeName, _ family: AddressFamily) -> Int? {
    programs.firstIndex { $0.program.family == family && $0.nodes.contains(node) }
  }
}
