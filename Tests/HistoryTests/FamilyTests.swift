import Support
import Testing

@testable import History

/// Clusters whose pods have addresses of both families.
struct FamilyTests {
  /// A cluster under Calico whose `shop/web` takes TCP 80 from two blocks.
  private static func dual(_ engine: String = "calico", _ body: (Shop) throws -> Void) throws {
    try Shop.with { shop in
      try shop.folder.write(shop.dualCluster, to: "cluster.yaml")
      let made = try shop.moat("cluster", "create", "dual", "--network-plugin", "azure", "--network-policy", engine)
      try #require(made.status == 0, "\(made.errorText)")
      try #require(try shop.moat("cluster", "use", "dual").status == 0)
      try body(shop)
    }
  }

  private static func blocks(_ six: String, _ four: String, _ shop: Shop) throws {
    let blocks = "from: [{ipBlock: {cidr: \"\(six)\"}}, {ipBlock: {cidr: \(four)}}], ports: [{port: 80}]"
    try shop.folder.write(shop.policy([]).replacing("ports: []", with: "{\(blocks)}"), to: "policy.yaml")
  }

  private static func apply(_ shop: Shop, _ message: String) throws {
    let result = try shop.moat("apply", "-f", "cluster.yaml", "-f", "policy.yaml", "-m", message, "--yes")
    try #require(result.status == 0, "\(result.errorText)")
  }

  private static func events(_ shop: Shop, _ from: String, _ to: String = "shop/web") throws -> [String] {
    let text = try shop.moat("when", "--from", from, "--to", to, "--port", "80", "--format", "json").outputText
    return try JSON(text)["events"].elements.map { event in
      "\(event["revision"].integer ?? 0) \(event["change"].string ?? "") \(event["family"].string ?? "both")"
    }
  }

  @Test func `A change of one family is planned, recorded and found as such`() throws {
    try Self.dual { shop throws in
      try Self.blocks("2001:db8::/32", "192.0.2.0/24", shop)
      try Self.apply(shop, "one")
      #expect(try Self.events(shop, "2001:db8:1::7") == ["1 opened ipv6"])
      #expect(try Self.events(shop, "192.0.2.7") == ["1 opened ipv4"])
      #expect(try Self.events(shop, "shop/web", "shop/db") == ["1 opened both"])
      try Self.blocks("2001:db8::/48", "192.0.2.0/24", shop)
      let plan = try shop.moat("plan", "-f", "policy.yaml")
      #expect(plan.outputText.contains("close  TCP 80  (IPv6)"), "\(plan.outputText)")
      #expect(!plan.outputText.contains("(IPv4)"))
      try Self.apply(shop, "two")
      #expect(try Self.events(shop, "2001:db8:1::7") == ["1 opened ipv6", "2 closed ipv6"])
      #expect(try Self.events(shop, "2001:db8::7") == ["1 opened ipv6"])
      #expect(try Self.events(shop, "192.0.2.7") == ["1 opened ipv4"])
      #expect(try shop.moat("history", "verify").status == 0)
    }
  }

  @Test func `What an engine does not filter in one family stays open there`() throws {
    try Self.dual("azure") { shop throws in
      try shop.folder.write("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}", to: "policy.yaml")
      try shop.folder.write(shop.dualCluster, to: "cluster.yaml")
      #expect(try shop.moat("apply", "-f", "cluster.yaml", "-m", "open", "--yes").status == 0)
      try shop.folder.write(shop.policy([443]), to: "policy.yaml")
      try Self.apply(shop, "isolate")
      #expect(try Self.events(shop, "shop/db") == ["1 opened both", "2 closed ipv4"])
      let log = { try JSON(try shop.moat("log", "--format", "json").outputText)["revisions"] }
      #expect(try shop.moat("rollback", "1", "--yes").status == 0)
      #expect(try Self.events(shop, "shop/db") == ["1 opened both", "2 closed ipv4", "3 opened ipv4"])
      let digests = try log().elements.map { $0["reachability"].string }
      #expect(digests[0] == digests[2])
      #expect(digests[0] != digests[1])
    }
  }

  @Test func `A migration compares both families`() throws {
    try Self.dual { shop throws in
      try shop.folder.write(shop.policy([443]), to: "policy.yaml")
      try Self.apply(shop, "one")
      let stopped = try shop.moat("cluster", "update", "--network-policy", "azure", "--yes")
      #expect(stopped.status == 1)
      #expect(stopped.outputText.contains("IPv4: calico@3.31 and azure-npm@1.6 differ"), "\(stopped.outputText)")
      #expect(stopped.outputText.contains("IPv6: calico@3.31 and azure-npm@1.6 differ"), "\(stopped.outputText)")
    }
  }

  @Test func `Addresses of a second family open what they reach, and an import has the families`() throws {
    try Self.dual { shop throws in
      try shop.folder.write(
        shop.dualCluster.replacing(", {ip: \"fd00::1\"}", with: "").replacing(", {ip: \"fd00::2\"}", with: ""),
        to: "cluster.yaml")
      try shop.folder.write(shop.policy([80]), to: "policy.yaml")
      try Self.apply(shop, "four")
      #expect(try Self.events(shop, "shop/db") == ["1 opened both"])
      try shop.folder.write(shop.dualCluster, to: "cluster.yaml")
      try Self.apply(shop, "six, too")
      #expect(try Self.events(shop, "shop/db") == ["1 opened both", "2 opened ipv6"])
      let export = try shop.moat("history", "export", "--cluster", "dual").outputText
      try shop.folder.write(export, to: "dual.jsonl")
      let copy = shop.folder.path(of: "copy.sqlite")
      #expect(try shop.moat("history", "import", "dual.jsonl", store: copy).status == 0)
      #expect(try shop.moat("history", "export", store: copy).outputText == export)
    }
  }
}
