import AzureNPM
import Backend
import Diagnostics
import PolicyModel
import Testing
import Traffic

/// What the engine refuses. Most of it the API server refuses before, so the policies are made in code.
@Suite struct RefusalTests {
  private static func peer(_ cidr: String, except: [String] = []) -> PolicyPeer {
    PolicyPeer(ipBlock: IPBlock(CIDR(cidr)!, except: except.map { CIDR($0)! }))
  }

  private static func translate(_ rule: PolicyRule, extra: PolicyRule? = nil) throws -> [Refusal] {
    var symbols = SymbolTable()
    let id = ObjectName(symbols.intern("x"), symbols.intern("p"))
    let policy = NetworkPolicy(
      id, podSelector: LabelSelector(), policyTypes: [.egress], egress: [rule] + (extra.map { [$0] } ?? []))
    return try AzureNPM().translate(Cluster(symbols: symbols, policies: [policy])).refusals
  }

  static let cases: [(PolicyRule, String)] = [
    (
      PolicyRule(peers: [peer("10.0.0.0/8"), peer("2001:db8::/64")]),
      "spec.egress[0].to[1].ipBlock.cidr \"2001:db8::/64\" is IPv6 (unsupported IP address)"
    ),
    (
      PolicyRule(peers: [peer("10.10.0.0/0")]),
      "spec.egress[0].to[0].ipBlock.cidr \"10.10.0.0/0\" has the length /0 but is not 0.0.0.0/0 (unsupported IP address)"
    ),
    (
      PolicyRule(peers: [peer("10.0.0.0/8", except: ["10.1.0.0/16", "fd00::/8"])]),
      "spec.egress[0].to[0].ipBlock.except[1] \"fd00::/8\" is IPv6 (failed to add to sets: invalid ip fd00::/8 nomatch)"
    ),
    (
      PolicyRule(ports: [PolicyPort(.tcp, .number(90), endPort: 80)]),
      "spec.egress[0].ports[0].endPort \"80\" is less than port 90 "
        + "(ACL policy for NetPol x/p has invalid port range in DstPorts (start: 90, end: 80))"
    ),
    (
      PolicyRule(ports: [PolicyPort(.icmp)]),
      "spec.egress[0].ports[0].protocol \"ICMP\" is not TCP, UDP or SCTP "
        + "(ACL policy for NetPol x/p has unknown protocol [ICMP])"
    ),
  ]

  @Test(arguments: cases)
  func `a policy that the engine does not take is refused in words`(_ rule: PolicyRule, _ message: String) throws {
    let refusals = try Self.translate(rule)
    #expect(refusals.map(\.message) == [message])
  }

  @Test(arguments: [
    (WrittenBlock.padded(CIDR("10.0.0.0/8")!, "010.0.0.0/8"), "010.0.0.0/8", "has leading zeros"),
    (.malformed("10.0.0.0/0#x"), "10.0.0.0/0#x", "is no block"),
  ])
  func `a block that the engine cannot read is refused as it was written`(
    _ block: WrittenBlock, _ text: String, _ reason: String
  ) throws {
    let refusals = try Self.translate(PolicyRule(peers: [PolicyPeer(ipBlock: IPBlock(block))]))
    #expect(
      refusals.map(\.message) == ["spec.egress[0].to[0].ipBlock.cidr \"\(text)\" \(reason) (unsupported IP address)"])
    let hole = IPBlock(.block(CIDR("10.0.0.0/8")!), except: [block])
    let words = "failed to add to sets: invalid ip \(text) nomatch"
    #expect(
      try Self.translate(PolicyRule(peers: [PolicyPeer(ipBlock: hole)])).map(\.message) == [
        "spec.egress[0].to[0].ipBlock.except[0] \"\(text)\" \(reason) (\(words))"
      ])
  }

  @Test func `a rule for everything hides an IPv6 block, since the engine looks no further`() throws {
    #expect(try Self.translate(PolicyRule(peers: [Self.peer("2001:db8::/64")]), extra: PolicyRule()).isEmpty)
  }

  @Test func `a value that is no label value is refused`() throws {
    var symbols = SymbolTable()
    let id = ObjectName(symbols.intern("x"), symbols.intern("p"))
    let selector = LabelSelector(
      matchExpressions: [LabelRequirement(symbols.intern("a"), .isIn, [symbols.intern("-b")])])
    let policy = NetworkPolicy(id, podSelector: selector, policyTypes: [.ingress])
    let program = try AzureNPM().translate(Cluster(symbols: symbols, policies: [policy]))
    #expect(program.refusals.map(\.path) == ["spec.podSelector.matchExpressions[0].values[0]"])
  }

  @Test func `a selector that multiplies out beyond any node is refused, and in no time`() throws {
    var symbols = SymbolTable()
    let id = ObjectName(symbols.intern("x"), symbols.intern("p"))
    let values = (0..<10).map { symbols.intern("v\($0)") }
    let requirements = (0..<30).map { LabelRequirement(symbols.intern("k\($0)"), .notIn, values) }
    let policy = NetworkPolicy(
      id, podSelector: LabelSelector(), policyTypes: [.ingress],
      ingress: [PolicyRule(peers: [PolicyPeer(namespaceSelector: LabelSelector(matchExpressions: requirements))])])
    let program = try AzureNPM().translate(Cluster(symbols: symbols, policies: [policy]))
    #expect(program.refusals.map(\.path) == ["spec.ingress[0].from[0].namespaceSelector"])
  }
}
