import Backend
import Netfilter
import PolicyModel
import Simulation
import Traffic

/// Small programs written as text, and packets between two pods on two nodes, a third pod and the outside.
struct HandWritten {
  /// x/a on node-a, x/b on node-b, x/c on node-a; the nodes are 10.224.0.4 and 10.224.0.5.
  static let cluster: Cluster = {
    var symbols = SymbolTable()
    let x = symbols.intern("x")
    let nodes = ["node-a", "node-b"].enumerated().map { index, name in
      Node(name: symbols.intern(name), addresses: [4, 14].map { IPAddress("10.224.0.\($0 + index)")! })
    }
    let places = [("a", 0), ("b", 1), ("c", 0)]
    let pods = places.enumerated().map { index, place in
      var pod = Pod(ObjectName(x, symbols.intern(place.0)), addresses: [IPAddress("10.0.0.\(index + 1)")!])
      pod.node = nodes[place.1].name
      return pod
    }
    return Cluster(symbols: symbols, pods: pods, nodes: nodes)
  }()

  let program: NetfilterDataplane

  /// The same chains and sets on both nodes, called from FORWARD, INPUT and OUTPUT by a jump to `TOP`.
  init(_ rules: String, sets: String = "", hooks: [ChainName] = ["FORWARD"]) throws {
    var state = Program()
    try SetScript(parsing: sets).apply(to: &state)
    try RestoreScript(parsing: "*filter\n:TOP - -\n\(rules)\nCOMMIT\n").apply(to: &state)
    state.tables[0].chains.removeAll { TableName.filter.builtInChains.contains($0.name) }
    let node = NodeProgram(
      nodes: Self.cluster.nodeNames, program: state,
      hooks: hooks.map { Hook(.filter, .insert(Rule([], .jump("TOP")), into: $0)) })
    let tools = NetfilterTools(
      ruleDialect: .save, setDialect: .save, restore: { _ in [] }, podInterface: { "veth-\($0)" })
    program = NetfilterDataplane(cluster: Self.cluster, programs: [node], refusals: [], tools: tools)
  }

  /// What `iptables-save` printed, the kernel's own chains included, on both nodes.
  init(saved text: String, sets: String = "", proxyPlace: ProxyPlace = .afterEngine) throws {
    var state = Program()
    try SetScript(parsing: sets).apply(to: &state)
    try RestoreScript(parsing: text).apply(to: &state)
    self.init(state, proxyPlace: proxyPlace)
  }

  /// A program, the kernel's own chains included, on both nodes.
  init(_ program: Program, proxyPlace: ProxyPlace = .afterEngine) {
    let node = NodeProgram(nodes: Self.cluster.nodeNames, program: program, hooks: [])
    let tools = NetfilterTools(
      ruleDialect: .save, setDialect: .save, restore: { _ in [] }, podInterface: { "veth-\($0)" },
      proxyPlace: proxyPlace)
    self.program = NetfilterDataplane(cluster: Self.cluster, programs: [node], refusals: [], tools: tools)
  }

  /// Asks for a connection from one pod to the other.
  static func ask(_ program: NetfilterDataplane) throws -> Verdict {
    try program.verdict(Packet(from: IPAddress("10.0.0.1")!, to: IPAddress("10.0.0.2")!, .tcp, port: 80))
  }

  func decide(_ from: String, _ to: String, _ ipProtocol: IPProtocol = .tcp, port: UInt16 = 80) throws -> Decision {
    try program.decide(Packet(from: IPAddress(from)!, to: IPAddress(to)!, ipProtocol, port: port))
  }
}
