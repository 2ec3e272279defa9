import Backend
import Netfilter
import PolicyModel
import Reachability
import Simulation
import Testing
import Traffic

/// Single points of the analysis, each of them once a mistake of it, and what it refuses.
@Suite struct ReachabilityTests {
  static let programs: [(tables: String, from: String, to: String, verdict: Verdict)] = [
    // What goes back from a kernel chain meets the chain's policy.
    (
      "*filter\n:FORWARD DROP [0:0]\n-A FORWARD -s 10.0.0.1 -j RETURN\n-A FORWARD -j ACCEPT", "10.0.0.1", "10.0.0.2",
      .denied
    ),
    (
      "*filter\n:FORWARD DROP [0:0]\n:C - -\n-A FORWARD -g C\n-A FORWARD -j ACCEPT\n-A C -p udp -j ACCEPT", "10.0.0.1",
      "10.0.0.2", .denied
    ),
    // Behind FORWARD it is known by which device a packet came.
    (
      "*mangle\n:C - -\n-A POSTROUTING -j C\n-A C -i veth-x.a -o eth0 -j DROP", "10.0.0.1", "10.0.0.2", .denied
    ),
    ("*mangle\n:C - -\n-A POSTROUTING -j C\n-A C -i veth-x.a -o eth0 -j DROP", "10.0.0.1", "10.0.0.3", .allowed),
    // The raw table knows of no connection, save where a packet came back by loopback.
    (
      "*raw\n-A PREROUTING -j MARK --set-xmark 0x1/0x1\n-A PREROUTING -j CONNMARK --restore-mark\nCOMMIT\n"
        + "*filter\n-A FORWARD -m mark --mark 0x1/0x1 -j DROP", "10.0.0.1", "10.0.0.2", .denied
    ),
    ("*raw\n-A PREROUTING -m conntrack --ctstate NEW -j DROP", "10.0.0.1", "10.224.0.4", .allowed),
    ("*raw\n-A PREROUTING -m conntrack --ctstate NEW -j DROP", "10.224.0.4", "10.224.0.14", .denied),
    ("*raw\n-A OUTPUT -m conntrack --ctstate NEW -j DROP", "10.224.0.4", "10.224.0.14", .allowed),
  ]

  @Test(arguments: programs)
  func `all packets at once fare as one`(_ tables: String, _ from: String, _ to: String, _ verdict: Verdict) throws {
    let program = try HandWritten(saved: tables + "\nCOMMIT\n").program
    let packet = Packet(from: IPAddress(from)!, to: IPAddress(to)!, .tcp, port: 80)
    let reachability = try program.reachability(.ipv4)
    let (source, target) = (reachability.index.end(at: packet.source)!, reachability.index.end(at: packet.destination)!)
    #expect(try program.verdict(packet) == verdict)
    #expect(reachability.isAllowed(.tcp, port: 80, from: source, to: target) == (verdict == .allowed))
    #expect(reachability.allowed(from: source, to: target).contains(.tcp, port: 80) == (verdict == .allowed))
    #expect(try PacketFilter(program, family: .ipv4).verdict(packet) == verdict)
  }

  static let sets = """
    create net hash:net family inet
    add net 10.0.0.0/24
    create ports hash:ip,port family inet
    add ports 10.0.0.2,tcp:80
    create mixed list:set
    add mixed net
    add mixed ports
    """

  @Test(arguments: [
    (
      "-p tcp -m tcp --sport 1:1024 -j DROP",
      "rule filter TOP 2 looks at a source port, which reachability does not tell apart"
    ),
    (
      "-p tcp -m multiport --sports 80 -j DROP",
      "rule filter TOP 2 looks at a source port, which reachability does not tell apart"
    ),
    (
      "-p tcp -m multiport --ports 80 -j DROP",
      "rule filter TOP 2 looks at a source port, which reachability does not tell apart"
    ),
    (
      "-m set --match-set ports dst,src -j DROP",
      "rule filter TOP 2 looks at a source port, which reachability does not tell apart"
    ),
    (
      "-m statistic --mode random --probability 0.5 -j DROP",
      "rule filter TOP 2 has the match statistic, whose meaning is not known"
    ),
    ("-j TPROXY --on-port 80", "rule filter TOP 2 has the target TPROXY, whose meaning is not known"),
    (
      "-m addrtype --dst-type BROADCAST -j DROP",
      "rule filter TOP 2 asks for a type of addresses other than LOCAL and UNICAST"
    ),
    (
      "-m set --match-set mixed dst,dst -j DROP",
      "rule filter TOP 2 names list mixed, which mixes sets with and without ports"
    ),
  ])
  func `what cannot be analysed is an error that names the rule`(_ rule: String, _ message: String) throws {
    let program = try HandWritten("-A TOP -p udp -j ACCEPT\n-A TOP \(rule)", sets: Self.sets).program
    #expect(#expect(throws: UndecidableError.self) { try program.reachability(.ipv4) }?.message == message)
    #expect(#expect(throws: UndecidableError.self) { try PacketFilter(program, family: .ipv4) }?.message == message)
    #expect(try !program.reachability(.ipv6).ends.isEmpty)
  }

  @Test(arguments: [
    "-p tcp -m tcp --sport 0:65535 -j DROP", "-m statistic --mode random --probability 0.5",
    "-m conntrack --ctstate ESTABLISHED -m statistic --mode random --probability 0.5 -j DROP",
    "-p udp -m multiport --sports 80 -m set --match-set ports dst -j DROP",
  ])
  func `a rule that no first packet meets may be anything`(_ rule: String) throws {
    let program = try HandWritten("-A TOP \(rule)", sets: Self.sets).program
    #expect(try !program.reachability(.ipv4).ends.isEmpty)
  }

  @Test(arguments: [
    (Rule([.set("gone", .dst)], .drop), "rule filter FORWARD 2 names set gone, which is not there"),
    (Rule([], .goto("GONE")), "rule filter FORWARD 2 leads to chain GONE, which is not there"),
    (Rule([], .jump("AGAIN")), "chain AGAIN is called more than 64 deep"),
  ])
  func `what the kernel would not load is an error, too`(_ rule: Rule, _ message: String) throws {
    let again = Chain("AGAIN", rules: [Rule([], .jump("AGAIN"))])
    let forward = Chain("FORWARD", policy: .accept, rules: [Rule([], .mark(.set(1))), rule])
    let program = HandWritten(Program(tables: [Table(.filter, chains: [forward, again])])).program
    #expect(#expect(throws: UndecidableError.self) { try program.reachability(.ipv4) }?.message == message)
    #expect(#expect(throws: UndecidableError.self) { try HandWritten.ask(program) }?.message == message)
  }
}
