import Backend
import Netfilter
import PolicyModel
import Simulation
import Testing
import Traffic

@Suite struct PacketRunTests {
  static let cases: [(rules: String, port: UInt16, verdict: Verdict)] = [
    ("-A TOP -p tcp -m tcp --dport 80 -j DROP", 80, .denied),
    ("-A TOP -p tcp -m tcp --dport 80 -j DROP", 81, .allowed),
    ("-A TOP -p tcp -m tcp ! --dport 80 -j DROP", 81, .denied),
    ("-A TOP -p udp -m udp --dport 80 -j DROP", 80, .allowed),
    ("-A TOP -p tcp -m multiport --dports 1,70:90 -j REJECT", 80, .denied),
    ("-A TOP -p tcp -m multiport --sports 70:90 -j DROP", 80, .allowed),
    ("-A TOP -s 10.0.0.0/30 -d 10.0.0.2/32 -j DROP", 80, .denied),
    ("-A TOP ! -s 10.0.0.0/30 -j DROP", 80, .allowed),
    ("-A TOP -i veth-x.+ -j DROP", 80, .denied),
    ("-A TOP -i veth-x.b -j DROP", 80, .allowed),
    ("-A TOP -m conntrack --ctstate RELATED,ESTABLISHED -j DROP", 80, .allowed),
    ("-A TOP -m conntrack --ctstate NEW -j DROP", 80, .denied),
    ("-A TOP -j MARK --set-xmark 0x6/0x6\n-A TOP -m mark --mark 0x2/0x2 -j DROP", 80, .denied),
    ("-A TOP -j MARK --set-xmark 0x6/0x6\n-A TOP -m mark ! --mark 0x2/0x2 -j DROP", 80, .allowed),
    (":C - -\n-A TOP -j C\n-A TOP -j DROP\n-A C -j RETURN\n-A C -j ACCEPT", 80, .denied),
    (":C - -\n-A TOP -g C\n-A TOP -j DROP\n-A C -p udp -j ACCEPT", 80, .allowed),
    (":C - -\n-A TOP -j C\n-A TOP -j DROP\n-A C -j ACCEPT", 80, .allowed),
  ]

  @Test(arguments: cases)
  func `a rule does what the kernel does with it`(_ rules: String, _ port: UInt16, _ verdict: Verdict) throws {
    #expect(try HandWritten(rules).decide("10.0.0.1", "10.0.0.2", port: port).verdict == verdict)
  }

  static let sets = """
    create holes hash:net family inet
    add holes 10.0.0.0/24
    add holes 10.0.0.0/30 nomatch
    add holes 10.0.0.2
    create ports hash:ip,port family inet
    add ports 10.0.0.2,tcp:80
    create all list:set
    add all holes
    """

  @Test(arguments: [
    ("-A TOP -m set --match-set holes dst -j DROP", "10.0.0.2", 80, Verdict.denied),
    ("-A TOP -m set --match-set holes dst -j DROP", "10.0.0.3", 80, .allowed),
    ("-A TOP -m set --match-set holes dst -j DROP", "10.0.0.9", 80, .denied),
    ("-A TOP -m set ! --match-set holes dst -j DROP", "10.0.0.3", 80, .denied),
    ("-A TOP -m set --match-set all dst -j DROP", "10.0.0.9", 80, .denied),
    ("-A TOP -m set --match-set ports dst,dst -j DROP", "10.0.0.2", 80, .denied),
    ("-A TOP -m set --match-set ports dst,dst -j DROP", "10.0.0.2", 81, .allowed),
  ])
  func `sets match as in the kernel`(_ rules: String, _ to: String, _ port: Int, _ verdict: Verdict) throws {
    let program = try HandWritten(rules, sets: Self.sets)
    #expect(try program.decide("10.0.0.1", to, port: UInt16(port)).verdict == verdict)
  }

  @Test(arguments: [
    ("10.0.0.1", "10.0.0.2", ["node-a", "node-b"]), ("10.0.0.1", "10.0.0.3", ["node-a"]), ("10.0.0.1", "10.0.0.1", []),
    ("10.224.0.4", "10.0.0.1", ["node-a"]), ("10.224.0.4", "10.0.0.2", ["node-a", "node-b"]),
    ("10.0.0.1", "10.224.0.4", ["node-a"]), ("10.0.0.1", "10.224.0.5", ["node-a", "node-b"]),
    ("203.0.113.7", "10.0.0.2", ["node-b"]), ("10.0.0.1", "203.0.113.7", ["node-a"]),
  ])
  func `a packet passes the hooks of the nodes on its way`(_ from: String, _ to: String, _ nodes: [String]) throws {
    let program = try HandWritten("-A TOP -j RETURN", hooks: ["FORWARD", "INPUT", "OUTPUT"])
    let trace = try program.decide(from, to).trace
    #expect(trace.filter { $0.place.chain == "TOP" }.map(\.node.text) == nodes)
  }

  @Test func `host traffic passes OUTPUT and INPUT, not FORWARD`() throws {
    let program = try HandWritten("-A TOP -j DROP", hooks: ["FORWARD"])
    #expect(try program.decide("10.224.0.4", "10.0.0.1").verdict == .allowed)
    #expect(try program.decide("10.0.0.1", "10.224.0.4").verdict == .allowed)
    #expect(try program.decide("10.224.0.4", "10.0.0.2").verdict == .denied)
  }

  @Test(arguments: [
    (
      "-A TOP -m statistic --mode random --probability 0.5 -j DROP",
      "rule filter TOP 1 has the match statistic, whose meaning is not known"
    ),
    ("-A TOP -m rpfilter --invert -j DROP", "rule filter TOP 1 has the match rpfilter, whose meaning is not known"),
    ("-A TOP -j RETURN\n-A TOP -j MASQUERADE", ""),
    ("-A TOP -j MASQUERADE", "rule filter TOP 1 has the target MASQUERADE, whose meaning is not known"),
    (
      "-A TOP -m addrtype --dst-type BROADCAST -j DROP",
      "rule filter TOP 1 asks for a type of addresses that is not known; only LOCAL and UNICAST can be told"
    ),
    (":C - -\n-A TOP -j C\n-A C -j C", "chain C is called more than 64 deep"),
  ])
  func `what is not known is an error that names the rule`(_ rules: String, _ message: String) throws {
    let program = try HandWritten(rules)
    guard !message.isEmpty else {
      #expect(try program.decide("10.0.0.1", "10.0.0.2").verdict == .allowed)
      return
    }
    let error = #expect(throws: UndecidableError.self) { try program.decide("10.0.0.1", "10.0.0.2") }
    #expect(error?.message == message)
  }

  @Test func `the verdict alone is that of the trace`() throws {
    for (rules, port, verdict) in Self.cases {
      let packet = Packet(from: IPAddress("10.0.0.1")!, to: IPAddress("10.0.0.2")!, .tcp, port: port)
      #expect(try HandWritten(rules).program.verdict(packet) == verdict)
    }
  }
}
