import AzureNPM
import Backend
import Diagnostics
import Manifests
import Testing

/// What is found of an input that comes near to what the engine and the kernel hold.
@Suite struct LimitsTests {
  private static func findings(_ others: String, pods: Int = 0) throws -> [Diagnostic] {
    let list = (0..<pods).map { number in
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p\(number), namespace: many}
      spec: {nodeName: node, containers: [{name: c, image: i}]}
      status: {podIP: 10.\(number / 65536).\(number / 256 % 256).\(number % 256)}
      """
    }
    let text = ([others] + list).joined(separator: "\n---\n")
    let manifests = ManifestReader.load(text: Array(text.utf8), name: "limits.yaml")
    try #require(!manifests.hasErrors)
    let cluster = manifests.cluster
    let engine = AzureNPM()
    return engine.findings(on: cluster, try engine.translate(cluster))
  }

  private static let policy = """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: all, namespace: many}
    spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {tier: a}}}]}]}
    """

  /// The size that a list is made with is no limit: ipset has ignored it since 6.24, and so does the kernel.
  @Test func `a list of many namespaces is not full`() throws {
    let namespaces = (0..<20).map { number in
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: n\(number), labels: {tier: a}}"
    }
    let found = try Self.findings((namespaces + [Self.policy]).joined(separator: "\n---\n"), pods: 1)
    #expect(found.map(\.message) == [])
  }

  @Test func `a set near its greatest number of members is named`() throws {
    let found = try Self.findings(Self.policy, pods: 59_000)
    #expect(found.map(\.code) == ["npm-pods", "npm-set-full"])
    #expect(
      found.last?.message
        == "set ns-many would have 59000 members, near its limit of 65536; the kernel refuses what is over")
  }

  @Test func `alternatives of NotIn and comments that are too long are named`() throws {
    let values = (0..<30).map { "value-\($0)" }.joined(separator: ", ")
    let found = try Self.findings(
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: long, namespace: x}
      spec:
        podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [\(values)]}]}
        ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [a, b]}]}}]}]
      """)
    #expect(found.map(\.code) == ["npm-comment-cut", "npm-expansion"])
    #expect(found.last?.message.contains("makes 2 OR-ed alternatives") == true)
  }
}
