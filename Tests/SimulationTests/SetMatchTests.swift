import Backend
import Netfilter
import Simulation
import Testing
import Traffic

/// What `ip_set_test` of the kernel answers, also where the question does not fit the set.
@Suite struct SetMatchTests {
  static let sets = """
    create net hash:net family inet
    add net 10.0.0.0/24
    create six hash:net family inet6
    add six 2001:db8::/32
    create ports hash:ip,port family inet
    add ports 10.0.0.2,tcp:80
    add ports 10.0.0.2,icmp:8/0
    create holes hash:net family inet
    add holes 10.0.0.2 nomatch
    create list list:set
    add list holes
    add list net
    create pairs list:set
    add pairs ports
    """

  @Test(arguments: [
    // Fewer directions than parts: no match, so a negated one holds.
    ("--match-set ports dst", IPProtocol.tcp, false), ("! --match-set ports dst", .tcp, true),
    ("--match-set pairs dst", .tcp, false), ("--match-set pairs dst,dst", .tcp, true),
    // More directions than parts are no matter.
    ("--match-set net dst,src", .tcp, true),
    // Another family.
    ("--match-set six dst", .tcp, false), ("! --match-set six dst", .tcp, true),
    // A hole in one set of a list leaves the next to be asked.
    ("--match-set list dst", .tcp, true), ("! --match-set list dst", .tcp, false),
    ("--match-set holes dst", .tcp, false),
    // The port of ICMP is type and code; the protocol counts.
    ("--match-set ports dst,dst", .icmp, true), ("--match-set ports dst,src", .icmp, true),
    ("--match-set ports dst,dst", .udp, false),
  ])
  func `a set matches as in the kernel`(_ match: String, _ ipProtocol: IPProtocol, _ holds: Bool) throws {
    let program = try HandWritten("-A TOP -m set \(match) -j DROP", sets: Self.sets)
    let port: UInt16 = ipProtocol == .icmp ? 8 << 8 : 80
    let decision = try program.decide("10.0.0.1", "10.0.0.2", ipProtocol, port: port)
    #expect(decision.verdict == (holds ? .denied : .allowed))
  }

  @Test(arguments: [
    ("--match-set net dst", "10.0.0.2 is in net (by 10.0.0.0/24)"),
    ("! --match-set holes dst", "10.0.0.2 is not in holes (by 10.0.0.2 nomatch)"),
    ("--match-set list dst", "10.0.0.2 is in list (by net)"),
    ("--match-set ports dst,dst", "10.0.0.2,tcp:80 is in ports"),
    ("! --match-set six dst", "10.0.0.2 is not in six"),
  ])
  func `a trace names the member that decided`(_ match: String, _ words: String) throws {
    let trace = try HandWritten("-A TOP -m set \(match) -j DROP", sets: Self.sets).decide("10.0.0.1", "10.0.0.2").trace
    #expect(trace.last?.sets.map(\.description) == [words])
  }
}
