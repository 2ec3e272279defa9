import Support
import Testing

@testable import History

/// What looks after a file: compact, export and import.
struct CareTests {
  /// Applies a policy from one file, then the same from a folder: the object stays, its source moves.
  private static func applyTwice(_ shop: Shop) throws {
    try shop.apply([80])
    try shop.folder.write(shop.policy([80]), to: "policies/web.yaml")
    try shop.folder.write(shop.policy([90]).replacing("name: web", with: "name: more"), to: "policies/more.yaml")
    let result = try shop.moat("apply", "-f", "policies", "-m", "folder", "--yes", "--no-deviations")
    try #require(result.status == 0, "\(result.errorText)")
  }

  @Test func `Compacting keeps what clusters hold and drops every name of those that went`() throws {
    try Shop.with { shop in
      try Self.applyTwice(shop)
      let made = try shop.moat("cluster", "create", "other", "--network-plugin", "azure")
      try #require(made.status == 0, "\(made.errorText)")
      try shop.folder.write(
        """
        apiVersion: v1
        kind: Node
        metadata: {name: secret}
        status: {addresses: [{type: InternalIP, address: 10.9.0.1}]}
        """, to: "other.yaml")
      #expect(try shop.moat("apply", "-f", "other.yaml", "-m", "x", "--yes", "--cluster", "other").status == 0)
      let store = try HistoryStore.open(shop.store)
      #expect(try store.hasParty("node/secret"))
      #expect(try shop.moat("cluster", "delete", "other", "--yes").status == 0)
      let result = try shop.moat("history", "compact")
      #expect(result.status == 0, "\(result.errorText)")
      #expect(try !store.hasParty("node/secret"))
      #expect(try store.hasParty("shop/web"))
      let verification = try HistoryStore.verify(shop.store)
      #expect(verification.isSound, "\(verification.problems)")
      #expect(try shop.moat("when", "--from", "shop/db", "--to", "shop/web", "--port", "80").status == 0)
    }
  }

}
