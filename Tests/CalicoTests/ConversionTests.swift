import Backend
import Diagnostics
import PolicyModel
import Support
import Testing
import Traffic

@testable import Calico

/// What becomes of ports and of policies that Calico does not take as they are. The API server refuses most of these, so
/// the policies are made in code.
@Suite struct ConversionTests {
  private static func port(_ ipProtocol: IPProtocol, _ first: Int32, _ last: Int32? = nil) -> PolicyPort {
    PolicyPort(ipProtocol, .number(first), endPort: last)
  }

  static let merges: [([CalicoPort], String)] = [
    ([.range(PortRange(82)), .range(PortRange(80)), .range(PortRange(81))], "80:82"),
    ([.range(PortRange(100, 200)), .range(PortRange(150, 250))], "100:250"),
    ([.range(PortRange(300)), .range(PortRange(301))], "300:301"),
    ([.range(PortRange(80)), .range(PortRange(80))], "80"),
    ([.range(PortRange(80)), .name("web"), .range(PortRange(443))], "web,80,443"),
    ([.range(PortRange(80)), .name("web")], "80,web"),
    ([.range(PortRange(80, 81)), .name("web")], "web,80:81"),
    ([.name("b"), .name("a")], "b,a"),
    ([.range(PortRange(65_535)), .range(PortRange(1, 65_534))], "1:65535"),
    ([.range(PortRange(80))], "80"), ([], ""),
  ]

  @Test(arguments: merges)
  func `ports of one protocol are merged where there are two numbers at least`(_ ports: [CalicoPort], _ merged: String)
  {
    let texts = PortGroups.merged(ports).map { port in
      switch port {
      case .range(let range): range.description
      case .name(let name): name
      }
    }
    #expect(texts.joined(separator: ",") == merged)
  }

  @Test func `protocols come by name, and an entry without a port is all of its protocol`() throws {
    let ports = [
      Self.port(.udp, 53), Self.port(.tcp, 80), PolicyPort(.tcp), Self.port(.tcp, 443), Self.port(.sctp, 7),
    ]
    let groups = try PortGroups(ports, symbols: SymbolTable()).groups
    #expect(groups.map(\.ipProtocol) == [.sctp, .tcp, .udp])
    #expect(groups.map(\.ports) == [[.range(PortRange(7))], [], [.range(PortRange(53))]])
    #expect(try PortGroups([], symbols: SymbolTable()).groups == [PortGroups.Group(ipProtocol: nil, ports: [])])
  }

  /// Ports from one number to another, each alone.
  private static func single(_ first: UInt16, _ last: UInt16) -> [PortRange] { (first...last).map { PortRange($0) } }

  /// Ranges of two ports each.
  private static func pairs(_ count: UInt16) -> [PortRange] { (1...count).map { PortRange($0 * 10, $0 * 10 + 1) } }

  static let lists: [(ports: [PortRange], lists: [[PortRange]])] = [
    ([], []), (single(1, 1), [single(1, 1)]), (single(1, 16), [single(1, 15), single(16, 16)]),
    (pairs(8), [pairs(7), [PortRange(80, 81)]]),
    (pairs(7) + [PortRange(9), PortRange(99)], [pairs(7) + [PortRange(9)], [PortRange(99)]]),
  ]

  @Test(arguments: lists)
  func `a list of ports is cut where it exceeds fifteen slots`(_ ports: [PortRange], _ lists: [[PortRange]]) {
    #expect(PolicyRenderer.split(ports) == lists)
  }

  /// Policies of one egress rule, with what is said of them and how many of the rules stay.
  static let refused: [(PolicyRule, String, Int?)] = [
    (
      PolicyRule(ports: [port(.tcp, 90, 80)]),
      "spec.egress[0].ports[0].endPort \"80\" is less than port 90 (failed to parse k8s port: invalid port 90:80: "
        + "minimum port number (90) is greater than maximum port number (80) in port range)", 0
    ),
    (
      PolicyRule(ports: [port(.udp, 53), port(.tcp, 65_536)]),
      "spec.egress[0].ports[1].port \"65536\" is above 65535 (failed to parse k8s port: invalid port 65536: "
        + "invalid port format (65536))", 0
    ),
    (
      PolicyRule(ports: [port(.tcp, 90, 70_000)]),
      "spec.egress[0].ports[0].endPort \"70000\" is above 65535 (failed to parse k8s port: invalid port 90:70000: "
        + "invalid maximum port number in range (90:70000))", 0
    ),
    (
      PolicyRule(ports: [port(.tcp, 0)]),
      "spec.egress[0].ports \"0\" is no port (Validation failed; treating as missing: port range invalid, port number "
        + "must be between 0 and 65536)", nil
    ),
    (
      PolicyRule(ports: [port(.icmp, 80)]),
      "spec.egress[0].ports \"ICMP\" has no ports (Validation failed; treating as missing: rules that specify ports "
        + "must set protocol to TCP or UDP or SCTP)", nil
    ),
    (
      PolicyRule(peers: [PolicyPeer(ipBlock: IPBlock(.malformed("10.0.0.0/0#x")))]),
      "spec.egress[0].to[0].ipBlock.cidr \"10.0.0.0/0#x\" is no block (invalid CIDR address: 10.0.0.0/0#x)", 1
    ),
    (
      PolicyRule(peers: [
        PolicyPeer(
          ipBlock: IPBlock(.block(CIDR("10.0.0.0/8")!), except: [.padded(CIDR("10.1.0.0/16")!, "010.1.0.0/16")]))
      ]),
      "spec.egress[0].to[0].ipBlock.except[0] \"010.1.0.0/16\" has leading zeros (invalid CIDR address: 010.1.0.0/16)",
      1
    ),
  ]

  @Test(arguments: refused)
  func `what Calico leaves out is said in words`(_ rule: PolicyRule, _ message: String, _ ruleCount: Int?) {
    var symbols = SymbolTable()
    let policy = NetworkPolicy(
      ObjectName(symbols.intern("x"), symbols.intern("p")), podSelector: LabelSelector(), policyTypes: [.egress],
      egress: [rule])
    let intake = PolicyIntake(Cluster(symbols: symbols, policies: [policy]), .v3_31)
    #expect(intake.refusals.map(\.message) == [message])
    #expect(intake.policies.first?.egress.count == ruleCount)
    #expect((intake.refusals.first?.consequence == .ignored) == (ruleCount == nil))
  }

  @Test(arguments: [
    ("http", nil as Int32?, true), ("http", 90, false), ("80", nil, true), ("80", 90, true), ("a_b!", nil, false),
  ])
  func `a port's name is a name, a number in quotes a number`(_ name: String, _ end: Int32?, _ isTaken: Bool) {
    var symbols = SymbolTable()
    let port = PolicyPort(.tcp, .name(symbols.intern(name)), endPort: end)
    let groups = try? PortGroups([port], symbols: symbols).groups
    #expect((groups != nil) == isTaken)
    #expect((groups?.first?.ports.first?.name != nil) == (isTaken && name == "http"))
  }

  @Test(arguments: [
    ("http", true), ("8080-web", true), ("8080", false), ("-web", false), ("a--b", false), ("HTTP", false),
    ("a_b", false),
    ("sixteen-letters-", false), ("fifteen-letters", true),
  ])
  func `names of ports are Kubernetes'`(_ name: String, _ isName: Bool) {
    #expect(PolicyCompiler.isPortName(name) == isName)
  }

  @Test func `a policy whose selector is none to Calico is missing, with its value`() {
    var symbols = SymbolTable()
    let selector = LabelSelector(
      matchExpressions: [LabelRequirement(symbols.intern("app"), .isIn, [symbols.intern("it's")])])
    let policy = NetworkPolicy(
      ObjectName(symbols.intern("x"), symbols.intern("p")), podSelector: selector, policyTypes: [.ingress])
    let intake = PolicyIntake(Cluster(symbols: symbols, policies: [policy]), .v3_32)
    #expect(intake.policies.isEmpty)
    #expect(
      intake.refusals.map(\.message) == [
        "spec.podSelector \"projectcalico.org/orchestrator == 'k8s' && app in { 'it's' }\" is no selector to Calico "
          + "(Validation failed; treating as missing: unterminated string)"
      ])
  }

  @Test(arguments: [
    ("10.1.2.3/8", "10.0.0.0/8"), ("2001:DB8::1/32", "2001:db8::/32"), ("::ffff:10.1.2.3/104", "10.0.0.0/8"),
    ("::ffff:10.1.2.3/95", "::fffe:0:0/95"),
  ])
  func `blocks are networks`(_ text: String, _ network: String) throws {
    #expect(try #require(CIDR(text)).network.description == network)
  }
}
