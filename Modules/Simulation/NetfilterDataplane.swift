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
  /// Who has which address.
  let addresses: AddressBook
  let tools: NetfilterTools
  private let runnable: RunnablePrograms
  private let madeTopology = Once<Topology>()
  private let madeWording = Once<PolicyWording>()

  /// The programs that an engine makes of `cluster`; in each family every node of the cluster is in just one of them,
  /// and the groups of nodes are the same in all families.
  public init(cluster: Cluster, programs: [NodeProgram], refusals: [Refusal], tools: NetfilterTools) {
    self.cluster = cluster
    addresses = AddressBook(cluster)
    self.programs = programs
    self.refusals = refusals
    self.tools = tools
    runnable = RunnablePrograms(programs)
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

  /// What becomes of a connection's packet, by running the programs of the nodes on its way.
  ///
  /// The first question costs O(pods) once, and O(rules) once for each program; each then costs O(rules that the packet
  /// meets).
  public func decide(_ connection: Connection, isTracing: Bool) throws(UndecidableError) -> Decision {
    var writer: TraceWriter?
    if isTracing {
      let wording = madeWording.value { PolicyWording(cluster, topology.book) }
      writer = TraceWriter(wording: wording, dialect: tools.ruleDialect)
    }
    let verdict = try run(connection, writer: &writer)
    return Decision(verdict, trace: writer?.trace ?? [], denial: verdict == .denied ? writer?.denial : nil)
  }

  /// Whether a packet that meets no Service arrives: `decide` without a word about why.
  public func verdict(_ packet: Packet) throws(UndecidableError) -> Verdict {
    var writer: TraceWriter?
    return try run(Connection(packet), writer: &writer)
  }

  private var topology: Topology {
    madeTopology.value { Topology(cluster, addresses, programs: programs, tools: tools) }
  }

  private func run(_ connection: Connection, writer: inout TraceWriter?) throws(UndecidableError) -> Verdict {
    var notes = writer
    let verdict = try forEachRun(connection, isTracing: writer != nil) { notes?.add($0) }
    writer = notes
    return verdict
  }

  /// Runs a packet on its way, node by node, until it is denied; `body` sees each run.
  @discardableResult
  func forEachRun(
    _ connection: Connection, isTracing: Bool = false, _ body: (PacketRun) -> Void
  ) throws(UndecidableError) -> Verdict {
    let topology = topology
    for hop in PacketWay(connection, in: topology).hops {
      guard let index = topology.program(of: hop.node, hop.packet.source.family) else { continue }
      let program = runnable[index]
      var run = PacketRun(
        hop, program: program, topology: topology, proxyPlace: tools.proxyPlace, isTracing: isTracing)
      run.connmark = try firstConnmark(hop, program, topology)
      let verdict = try run.verdict()
      body(run)
      if verdict == .denied { return .denied }
    }
    return .allowed
  }

  /// The mark that the connection has on a node before this packet: what its first packet left there.
  private func firstConnmark(
    _ hop: PacketWay.Hop, _ program: RunnableProgram, _ topology: Topology
  ) throws(UndecidableError) -> UInt32 {
    guard program.restoresConnmark, hop.packet.state.contains(.established) else { return 0 }
    var first = hop
    first.arrival.state = .new
    first.packet.state = .new
    var run = PacketRun(
      first, program: program, topology: topology, proxyPlace: tools.proxyPlace, isTracing: false)
    _ = try run.verdict()
    return run.connmark
  }
}
