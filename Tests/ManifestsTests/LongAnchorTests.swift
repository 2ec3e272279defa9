import Diagnostics
import Manifests
import Support
import Testing

/// Anchors of long texts: each repetition costs the text, and a tape must not outlive what it points to.
struct LongAnchorTests {
  private static let long = String(repeating: "A", count: 1 << 20)

  @Test func `A long text that many aliases repeat ends with an error that names the bound`() {
    let labels = (0..<1_000).map { "    l\($0): *big\n" }.joined()
    let text = """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: x
        annotations: {big: &big \(Self.long)}
        labels:
      \(labels)
      """
    let manifests = ManifestReader.load(text: Array(text.utf8), name: "in.yaml")
    let bound =
      "aliases repeat more than 1000000 values and ten times what the file spells out, or more than 64 MiB of text"
    #expect(manifests.diagnostics.contains { $0.description.contains(bound) })
    #expect(manifests.diagnostics.count < 100)
  }

  @Test func `A collection that ends behind a long text is recorded without it`() {
    let aliases = Array(repeating: "*big", count: 1_000).joined(separator: ",")
    let text = "kind: ConfigMap\napiVersion: v1\nspec: &s {x: &big \"\(Self.long)\"}\nl: [\(aliases)]\nm: *s\n"
    let manifests = ManifestReader.load(text: Array(text.utf8), name: "in.yaml")
    #expect(manifests.diagnostics.isEmpty)
    #expect(manifests.skipped.map(\.kind) == ["ConfigMap"])
  }
}
