import Netfilter
import PolicyModel
import Testing
import Text
import Traffic

@testable import Calico

/// Names that the real engine gave.
@Suite struct NamingTests {
  private static func identity(_ namespace: String, _ name: String, _ version: Calico.Version) -> PolicyIdentity {
    let policy = CalicoPolicy(
      index: 0, namespace: namespace, name: name, selector: "", types: [], ingress: [], egress: [])
    return PolicyIdentity(policy, version)
  }

  @Test(arguments: [
    (Calico.Version.v3_32, "x", "allow-b", "cali-pi-knp/x/allow-b"),
    (.v3_32, "x", "p08-ns-all-pod-all", "cali-pi-_aY2t0suuWliic664e_s"),
    (.v3_31, "x", "allow-b", "cali-pi-_umsoix6hCmkJaufXuHy"),
  ])
  func `chains of policies are called as the engine calls them`(
    _ version: Calico.Version, _ namespace: String, _ name: String, _ chain: ChainName
  ) {
    #expect(Self.identity(namespace, name, version).chain(.ingress) == chain)
  }

  @Test(arguments: [
    ("cali-tw-", "azv456b416f2bf", "cali-tw-azv456b416f2bf"),
    ("cali-pri-", "1234567890123456789", "cali-pri-1234567890123456789"),
    ("cali-pri-", "12345678901234567890", "cali-pri-_btZF7w4avqG_Hk6TX_"),
    ("cali-pri-", "_234567890123456789", "cali-pri-_aQl2lXe_45f2-YwaD-"),
  ])
  func `a name is cut to 28 bytes by its digest`(_ prefix: String, _ id: String, _ chain: String) {
    let name = ChainName(prefix: prefix, id: id)
    #expect(name.text.utf8.count <= 28)
    #expect(name.text == chain)
  }

  @Test(arguments: [
    ("all()", "s:5y5I3VdRZfDU01O--xXAPx2yxCQQqMf0M6IWug", ""),
    ("all()", "n:-41d8CgYX-xMwTntiNM-X5cWiTzT4cJlK1SpOw", "web"),
  ])
  func `sets have ids by what they select`(_ selector: String, _ id: String, _ port: String) throws {
    let selector = try SelectorParser.parse(selector)
    let named = port.isEmpty ? nil : SetCatalog.NamedPort(name: port, ipProtocol: .tcp)
    #expect(SetCatalog.id(of: selector, port: named) == id)
  }

  @Test func `the name of a set is the start of its id`() {
    let id = "s:fT9CqhOoYnHgv5jGnNAofI-Bu5QCsUajvqH1BA"
    #expect(SetName.calico(id, .ipv4) == "cali40s:fT9CqhOoYnHgv5jGnNAofI-")
    #expect(SetName.calico(id, .ipv6) == "cali60s:fT9CqhOoYnHgv5jGnNAofI-")
    #expect(SetName.calico("this-host", .ipv4) == "cali40this-host")
  }

  @Test(arguments: [("x.a", "cali", "cali456b416f2bf"), ("x.a", "azv", "azv456b416f2bf")])
  func `the device of a pod has the digest of its name`(_ name: String, _ prefix: String, _ device: String) {
    #expect(EndpointTable.interface(of: name, prefix: prefix) == device)
  }

  static let sealed: [(ChainName, [Rule], [String])] = [
    ("cali-pri-kns.x", [Rule([.comment("Profile kns.x ingress")], .set(0x1_0000))], ["Hi-lAX75GWqnJMqH"]),
    (
      "cali-wl-to-host",
      [
        Rule([], .jump("cali-from-wl-dispatch")),
        Rule([.comment("Configured DefaultEndpointToHostAction")], .accept),
      ], ["Ee9Sbo10IpVujdIY", "nSZbcOoG1xPONxb8"]
    ),
    (
      "FORWARD*appends*",
      [
        Rule([.comment("Policy explicitly accepted packet."), .isSet(0x1_0000)], .accept), Rule([], .set(0x1_0000)),
      ], ["S93hcgKJrXEqnTfs", "mp77cMpurHhyjLrM"]
    ),
  ]

  @Test(arguments: sealed)
  func `every rule's comment depends on the chain and the rules before it`(
    _ chain: ChainName, _ rules: [Rule], _ digests: [String]
  ) {
    let sealed = RuleSeal.seal(rules.map { RuleTemplate($0) }, in: chain)
    #expect(sealed.map(\.matches.first) == digests.map { .comment("cali:" + $0) })
  }

  @Test(arguments: [
    ("Policy x/a ingress", "Policy x/a ingress"), ("say \"hello\" & $go", "say _hello_ _ _go"), ("é–x", "__x"),
    (String(repeating: "a", count: 300), String(repeating: "a", count: 256)),
  ])
  func `comments hold nothing that a shell might mind`(_ text: String, _ escaped: String) {
    #expect(RuleTemplate(Rule([.comment(text)])).rule.matches == [.comment(escaped)])
  }

  static let masks: [(UInt32, [UInt32])] = [
    (0xffff_0000, [0x1_0000, 0x2_0000, 0x4_0000, 0x8_0000, 0x10_0000]),
    (0xff00, [0x100, 0x200, 0x400, 0x800, 0x1000]),
    (0x8421_1000, [0x1000, 0x1_0000, 0x20_0000, 0x400_0000, 0x8000_0000]),
  ]

  @Test(arguments: masks)
  func `marks are the lowest bits of the mask`(_ mask: UInt32, _ bits: [UInt32]) throws {
    let marks = try #require(Marks(mask: mask))
    #expect([marks.accept, marks.pass, marks.drop, marks.allBlocks, marks.thisBlock] == bits)
  }

  @Test func `a mask of less than five bits is none`() { #expect(Marks(mask: 0xf000) == nil) }

  @Test func `policies are sorted by name first, and before 3.32 by namespace first`() {
    let names = [("b", "a"), ("a", "b"), ("a-1", "a")]
    let keys = { (version: Calico.Version) in
      names.map { Self.identity($0.0, $0.1, version).sortKey }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    #expect(keys(.v3_31) == ["a-1/knp.default.a", "a/knp.default.b", "b/knp.default.a"])
    let kind = "KubernetesNetworkPolicy"
    #expect(keys(.v3_32) == ["a/a-1/\(kind)", "a/b/\(kind)", "b/a/\(kind)"])
  }
}
