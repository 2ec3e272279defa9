import Backend
import Netfilter
import Simulation
import Testing
import Traffic

/// Whole rule sets as a kernel would hold them: hooks, tables, policies, marks.
@Suite struct KernelHookTests {
  private static func run(
    _ tables: String, _ from: String, _ to: String, state: ConnectionState = .new
  ) throws -> Verdict {
    let packet = Packet(from: IPAddress(from)!, to: IPAddress(to)!, .tcp, port: 80, state: state)
    return try HandWritten(saved: tables + "\nCOMMIT\n").program.verdict(packet)
  }

  @Test(arguments: [
    ("*filter\n:FORWARD DROP [0:0]", "10.0.0.2", Verdict.denied),
    ("*filter\n:INPUT DROP [0:0]", "10.0.0.2", .allowed),
    ("*filter\n:INPUT DROP [0:0]", "10.224.0.4", .denied),
    ("*filter\n:FORWARD DROP [0:0]\n-A FORWARD -j ACCEPT", "10.0.0.2", .allowed),
    ("*filter\n:FORWARD DROP [0:0]\n-A FORWARD -j RETURN", "10.0.0.2", .denied),
    (
      "*filter\n:FORWARD DROP [0:0]\n:C - -\n-A FORWARD -g C\n-A FORWARD -j ACCEPT\n-A C -j RETURN", "10.0.0.2", .denied
    ),
    ("*mangle\n:POSTROUTING DROP [0:0]", "10.0.0.2", .denied),
    ("*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -i veth-x.a -j DROP", "10.224.0.4", .denied),
    ("*raw\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -j DROP", "10.0.0.2", .allowed),
  ])
  func `chains of the kernel end with their policy`(_ tables: String, _ to: String, _ verdict: Verdict) throws {
    #expect(try Self.run(tables, "10.0.0.1", to) == verdict)
  }

  @Test(arguments: [
    (
      "*mangle\n-A PREROUTING -j MARK --set-xmark 0x1/0x1\nCOMMIT\n*filter\n-A FORWARD -m mark --mark 0x1/0x1 -j DROP",
      Verdict.denied
    ),
    (
      "*mangle\n-A POSTROUTING -j MARK --set-xmark 0x1/0x1\nCOMMIT\n*filter\n-A FORWARD -o veth+ -m mark --mark 0x1/0x1 -j DROP",
      .allowed
    ),
    (
      "*mangle\n-A FORWARD -j MARK --set-xmark 0x1/0x1\n-A FORWARD -j ACCEPT\n-A FORWARD -j DROP\nCOMMIT\n*filter\n-A FORWARD -m mark ! --mark 0x1/0x1 -j DROP",
      .allowed
    ),
    ("*raw\n-A PREROUTING -m conntrack --ctstate INVALID -j DROP", .denied),
    ("*mangle\n-A PREROUTING -m conntrack --ctstate INVALID -j DROP", .allowed),
    ("*mangle\n-A POSTROUTING -i veth-x.a -o eth0 -j DROP", .denied),
    ("*filter\n-A FORWARD -i eth0 -o veth-x.b -j DROP", .denied),
  ])
  func `tables are asked in the kernel's order, on each node anew`(_ tables: String, _ verdict: Verdict) throws {
    #expect(try Self.run(tables, "10.0.0.1", "10.0.0.2") == verdict)
  }

  private static let saving = """
    *mangle
    -A PREROUTING -j MARK --set-xmark 0x30/0x30
    -A PREROUTING -j CONNMARK --save-mark --nfmask 0x10 --ctmask 0xff
    -A PREROUTING -j MARK --set-xmark 0x0/0xffffffff
    -A FORWARD -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff
    COMMIT
    *filter

    """

  @Test(arguments: [
    (saving + "-A FORWARD -m mark --mark 0x10 -j DROP", ConnectionState.new, Verdict.denied),
    (saving + "-A FORWARD -m mark --mark 0x30 -j DROP", .new, .allowed),
    (saving + "-A FORWARD -m mark --mark 0x10 -j DROP", .invalid, .allowed),
    (
      "*filter\n-A FORWARD -j CONNMARK --set-xmark 0x7/0x7\n-A FORWARD -j CONNMARK --restore-mark\n-A FORWARD -m mark --mark 0x7 -j DROP",
      .new, .denied
    ),
    ("*filter\n-A FORWARD -j CONNMARK --restore-mark\n-A FORWARD -m mark --mark 0x0 -j DROP", .new, .denied),
    // What the first packet left is what a later one finds.
    (
      "*filter\n-A FORWARD -j CONNMARK --restore-mark\n-A FORWARD -m conntrack --ctstate NEW -j CONNMARK --set-xmark 0x7/0x7\n-A FORWARD -m mark --mark 0x7 -j DROP",
      .new, .allowed
    ),
    (
      "*filter\n-A FORWARD -j CONNMARK --restore-mark\n-A FORWARD -m conntrack --ctstate NEW -j CONNMARK --set-xmark 0x7/0x7\n-A FORWARD -m mark --mark 0x7 -j DROP",
      .established, .denied
    ),
  ])
  func `a connection's mark lives on its node`(_ tables: String, _ state: ConnectionState, _ verdict: Verdict) throws {
    #expect(try Self.run(tables, "10.0.0.1", "10.0.0.2", state: state) == verdict)
  }

  @Test(arguments: [
    ("-A INPUT -m addrtype --dst-type LOCAL -j DROP", "10.0.0.1", "10.224.0.4", Verdict.denied),
    ("-A OUTPUT -m addrtype --src-type LOCAL -j DROP", "10.224.0.4", "10.0.0.1", .denied),
    ("-A OUTPUT -m addrtype ! --src-type LOCAL -j DROP", "10.224.0.4", "10.0.0.1", .allowed),
    ("-A FORWARD -m addrtype --dst-type LOCAL -j DROP", "10.0.0.1", "10.0.0.2", .allowed),
    ("-A FORWARD -m addrtype --src-type UNICAST --dst-type UNICAST -j DROP", "10.0.0.1", "10.0.0.2", .denied),
    ("-A FORWARD -m addrtype --dst-type UNICAST -j DROP", "10.0.0.1", "224.0.0.1", .allowed),
    ("-A INPUT -m addrtype --src-type LOCAL -j DROP", "10.224.0.4", "10.224.0.5", .allowed),
  ])
  func `addrtype tells the node's own addresses`(
    _ rule: String, _ from: String, _ to: String, _ verdict: Verdict
  ) throws {
    #expect(try Self.run("*filter\n\(rule)", from, to) == verdict)
  }

  @Test(arguments: [
    ("*nat\n-A PREROUTING -p udp -j ACCEPT", ConnectionState.new, nil),
    ("*nat\n-A POSTROUTING -j MASQUERADE", .established, nil),
    (
      "*nat\n-A POSTROUTING -j MASQUERADE", .new,
      "rule nat POSTROUTING 1 has the target MASQUERADE, whose meaning is not known"
    ),
  ])
  func `the nat table is asked about new connections, and its rewriting is an error`(
    _ tables: String, _ state: ConnectionState, _ message: String?
  ) throws {
    do {
      #expect(try Self.run(tables, "10.0.0.1", "10.0.0.2", state: state) == .allowed)
      #expect(message == nil)
    } catch let error as UndecidableError {
      #expect(error.message == message)
    }
  }

  @Test func `a program of one family does not see packets of the other`() throws {
    #expect(try Self.run("*filter\n:FORWARD DROP [0:0]", "2001:db8::1", "10.0.0.2") == .allowed)
  }
}
