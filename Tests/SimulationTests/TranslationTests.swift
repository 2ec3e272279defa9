import Backend
import Netfilter
import PolicyModel
import Simulation
import Testing
import Traffic

/// Packets that kube-proxy rewrites: 203.0.113.7 asks port 30080 of node-a, and x/b on node-b answers at 8080.
@Suite struct TranslationTests {
  private static func connection(
    masquerade: String? = "10.224.0.4", to: String = "10.0.0.2", state: ConnectionState = .new
  ) -> Connection {
    let packet = Packet(
      from: IPAddress("203.0.113.7")!, to: IPAddress(to)!, .tcp, port: 8080, state: state)
    let translation = Translation(
      at: NodeName("node-a"), of: IPAddress("10.224.0.4")!, port: 30080,
      masquerade: masquerade.flatMap { IPAddress($0) })
    return Connection(packet, translation: translation)
  }

  private static func verdict(
    _ tables: String, _ connection: Connection, _ place: ProxyPlace = .afterEngine
  ) throws -> Verdict {
    let program = try HandWritten(saved: tables + "\nCOMMIT\n", proxyPlace: place).program
    return try program.decide(connection, isTracing: false).verdict
  }

  @Test(arguments: [
    // Before the nat table the packet goes where the client sent it.
    ("*raw\n-A PREROUTING -d 10.224.0.4 -p tcp -m tcp --dport 30080 -j DROP", Verdict.denied),
    ("*raw\n-A PREROUTING -i eth0 -d 10.0.0.2 -s 203.0.113.7 -j DROP", .allowed),
    ("*mangle\n-A PREROUTING -m mark --mark 0x4000/0x4000 -j DROP", .allowed),
    // Behind it, to the endpoint; the source is rewritten when the packet leaves the node.
    ("*filter\n-A FORWARD -s 203.0.113.7 -d 10.0.0.2 -p tcp -m tcp --dport 8080 -j DROP", .denied),
    ("*filter\n-A FORWARD -i eth0 -o eth0 -m mark --mark 0x4000/0x4000 -j DROP", .denied),
    ("*filter\n-A FORWARD -i eth0 -o eth0 -m conntrack ! --ctstate DNAT -j DROP", .allowed),
    ("*filter\n-A FORWARD -s 10.224.0.4 -d 10.0.0.2 -j DROP", .denied),
    ("*filter\n-A FORWARD -o veth-x.b -s 203.0.113.7 -j DROP", .allowed),
    ("*filter\n-A FORWARD -o veth-x.b -m mark --mark 0x4000/0x4000 -j DROP", .allowed),
    ("*filter\n-A FORWARD -o veth-x.b -m conntrack --ctstate DNAT -j DROP", .allowed),
    ("*filter\n:INPUT DROP [0:0]", .allowed),
  ])
  func `each table sees the packet as it is there`(_ tables: String, _ verdict: Verdict) throws {
    #expect(try Self.verdict(tables, Self.connection()) == verdict)
  }

  private static let denyAll = "*filter\n-A FORWARD -j DROP"
  private static let denyOnNodeA = "*filter\n-A FORWARD -o eth0 -j DROP"

  @Test(arguments: [
    (denyAll, "10.0.0.1", ProxyPlace.beforeEngine, ConnectionState.new, Verdict.allowed),
    (denyAll, "10.0.0.1", .afterEngine, .new, .denied), (denyAll, "10.0.0.2", .beforeEngine, .new, .denied),
    (denyOnNodeA, "10.0.0.2", .beforeEngine, .new, .allowed), (denyOnNodeA, "10.0.0.2", .afterEngine, .new, .denied),
    // The nat table, and so the mark, is for the first packet only.
    (denyAll, "10.0.0.1", .beforeEngine, .established, .denied),
  ])
  func `the masquerade mark is accepted before the engine's jump, or behind it`(
    _ tables: String, _ to: String, _ place: ProxyPlace, _ state: ConnectionState, _ verdict: Verdict
  ) throws {
    #expect(try Self.verdict(tables, Self.connection(to: to, state: state), place) == verdict)
    #expect(
      try Self.verdict(tables, Self.connection(masquerade: nil, to: to, state: state), place) == .denied
        || tables == Self.denyOnNodeA && to == "10.0.0.1")
  }

  @Test func `a pod that asks a port of another node passes its own node first`() throws {
    let packet = Packet(from: IPAddress("10.0.0.2")!, to: IPAddress("10.0.0.3")!, .tcp, port: 8080)
    let translation = Translation(at: NodeName("node-a"), of: IPAddress("10.224.0.4")!, port: 30080)
    let program = try HandWritten(saved: "*filter\n-A FORWARD -m comment --comment x\nCOMMIT\n").program
    let trace = try program.decide(Connection(packet, translation: translation), isTracing: true).trace
    #expect(trace.map(\.node.text) == ["node-b", "node-a"])
  }

  @Test func `a pod that reaches itself through its Service passes its node's FORWARD`() throws {
    let packet = Packet(from: IPAddress("10.0.0.1")!, to: IPAddress("10.0.0.1")!, .tcp, port: 8080)
    let translation = Translation(at: NodeName("node-a"), of: nil, port: 80, masquerade: IPAddress("10.224.0.4")!)
    let rules = "*filter\n-A FORWARD -i veth-x.a -o veth-x.a -j DROP\nCOMMIT\n"
    let connection = Connection(packet, translation: translation)
    #expect(try HandWritten(saved: rules).program.decide(connection, isTracing: false).verdict == .denied)
    let before = try HandWritten(saved: rules, proxyPlace: .beforeEngine).program
    #expect(try before.decide(connection, isTracing: false).verdict == .allowed)
  }
}
