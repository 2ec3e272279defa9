import Foundation
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

  @Test func `An imported cluster says all that the exported one says`() throws {
    try Shop.with { shop in
      try Self.applyTwice(shop)
      let export = try shop.moat("history", "export")
      #expect(export.outputText.contains("\"source\":\"policies/web.yaml\""))
      let copy = shop.folder.path(of: "copy.sqlite")
      try shop.folder.write(export.outputText, to: "export.jsonl")
      #expect(try shop.moat("history", "import", "export.jsonl", store: copy).status == 0)
      #expect(try shop.moat("history", "export", store: copy).outputText == export.outputText)
      // The policy was applied from the folder last: its first file has no claim on it, in the copy as in the original.
      try shop.folder.write("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}", to: "policy.yaml")
      let plans = try [shop.store, copy].map { try shop.moat("plan", "-f", "policy.yaml", store: $0).outputText }
      #expect(plans[0] == plans[1])
      #expect(!plans[1].contains("NetworkPolicy shop/web"))
    }
  }

  @Test(arguments: [
    ("", 1), ("{}", 1), ("HEAD\nnot JSON", 2), ("HEAD\n{\"record\":\"unknown\"}", 2),
    ("HEAD\n\n{\"record\":\"revision\",\"number\":1}", 3),
  ])
  func `An import that fails makes neither file nor folder`(_ text: String, _ line: Int) throws {
    try Shop.with { shop in
      let head = "{\"record\":\"history\",\"schema\":\"moat.history/1\"}"
      try shop.folder.write(text.replacing("HEAD", with: head), to: "export.jsonl")
      let result = try shop.moat(
        "history", "import", "export.jsonl", store: shop.folder.path(of: "new/deep/copy.sqlite"))
      #expect(result.status == 2)
      #expect(result.errorText.contains("line \(line)"), "\(result.errorText)")
      #expect(!FileManager.default.fileExists(atPath: shop.folder.path(of: "new")))
    }
  }

  @Test(arguments: ["stay", "change", "refusal"]) func `A record before its cluster is no line of an export`(
    kind: String
  )
    throws
  {
    let fields = [
      "object": "{\"record\":\"object\",\"digest\":\"ab\",\"kind\":1,\"name\":\"n\",\"content\":{}}",
      "stay": "{\"record\":\"stay\",\"object\":\"ab\",\"first\":1}",
      "parties": "{\"record\":\"parties\",\"number\":1,\"names\":[\"a/b\"]}",
      "change":
        "{\"record\":\"change\",\"revision\":1,\"engine\":\"e\",\"sources\":1,\"destinations\":1,\"traffic\":\"01\"}",
      "refusal":
        "{\"record\":\"refusal\",\"engine\":\"e\",\"policy\":\"a/b\",\"field\":\"f\",\"message\":\"m\",\"first\":1}",
    ]
    let head = "{\"record\":\"history\",\"schema\":\"moat.history/1\"}"
    let lines = [head, "", fields["object"] ?? "", fields["parties"] ?? "", fields[kind] ?? ""]
    try TemporaryFolder.with { folder throws in
      let store = try HistoryStore.open(folder.path(of: "a.sqlite"), for: .create)
      #expect(throws: HistoryError.badExport(line: 5)) {
        try store.importing(Array(lines.joined(separator: "\n").utf8))
      }
    }
  }
}
