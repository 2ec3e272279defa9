import AzureNPM
import Backend
import Comparison
import Manifests
import PolicyModel
import Semantics
import Support
import Testing

/// 32-bit names of which two are one: `podlabel-app:feed-admin` and `podlabel-app:landing-dashboard`, and the policies
/// `x/pcob70` and `x/q4a3a1`.
@Suite struct CollisionTests {
  private static let pods = """
    {apiVersion: v1, kind: Namespace, metadata: {name: x}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {app: a}},
      spec: {nodeName: n1, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.1}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: x, labels: {app: landing-dashboard}},
      spec: {nodeName: n2, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: x, labels: {app: other}},
      spec: {nodeName: n2, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.3}}

    """

  private static func policy(_ name: String, _ spec: String) -> String {
    "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: \(name), namespace: x}, spec: \(spec)}\n"
  }

  private static let feed = "podSelector: {matchLabels: {app: feed-admin}}"

  static let policies: [(text: String, isAllowed: Bool, from: String, to: String, words: String)] = [
    // The rule's set lets another label in.
    (
      policy("p", "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [{\(feed)}]}]}"), true, "x/b", "x/a",
      "podlabel"
    ),
    // The negated set keeps another label out.
    (
      policy(
        "p",
        "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [{podSelector: {matchExpressions: "
          + "[{key: app, operator: NotIn, values: [feed-admin]}]}}]}]}"), false, "x/b", "x/a", "podlabel"
    ),
    // The policy's own selector isolates another label's pods.
    (policy("p", "{\(feed), policyTypes: [Ingress]}"), false, "x/a", "x/b", "podlabel"),
    // One chain for two policies: what one allows, the other allows.
    (
      policy(
        "pcob70", "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [{podSelector: {matchLabels: {app: v}}}]}]}")
        + policy(
          "q4a3a1",
          "{podSelector: {matchLabels: {app: w}}, ingress: [{from: [{podSelector: {matchLabels: {app: other}}}]}]}"),
      true, "x/c", "x/a", "policies x/pcob70 and x/q4a3a1 share one 32-bit name, AZURE-NPM-INGRESS-329874583"
    ),
  ]

  private static func comparison(_ text: String, _ version: AzureNPM.Version) throws -> Comparison {
    let manifests = ManifestReader.load(text: Array((pods + text).utf8), name: "p.yaml")
    try #require(!manifests.hasErrors, "\(manifests.diagnostics)")
    let judge = SpecificationBackend()
    return try Comparison(
      [Contender(AzureNPM(version), manifests.cluster), Contender(judge, manifests.cluster)], judge: judge)
  }

  @Test(arguments: policies)
  func `a shared name is the cause of what it changes`(
    _ text: String, _ isAllowed: Bool, _ from: String, _ to: String, _ words: String
  ) throws {
    let comparison = try Self.comparison(text, .v1_5)
    let pair = comparison.differences.first { difference in
      comparison.ends[difference.witness.source].name == from && comparison.ends[difference.witness.target].name == to
    }
    let difference = try #require(pair)
    #expect(difference.isAllowed == [isAllowed, !isAllowed])
    #expect(comparison.differences.allSatisfy { $0.cause?.deviation?.id == "NPM-HASH-COLLISION" })
    let cause = try #require(difference.cause)
    let shared =
      words == "podlabel"
      ? "one set stands for two: podlabel-app:landing-dashboard and podlabel-app:feed-admin, by one 32-bit name, "
        + "azure-npm-2139355236" : words
    #expect(
      cause.words == "\(shared); with names of their own azure-npm would \(isAllowed ? "deny" : "allow") it")
    #expect(cause.sources.allSatisfy { !$0.path.isEmpty } && !cause.sources.isEmpty)
  }

  @Test(arguments: policies.map(\.text)) func `with SHA-256 names there is no difference`(_ text: String) throws {
    #expect(try Self.comparison(text, .v1_6).differences.isEmpty)
  }

  @Test func `where names collide, what has another cause keeps it`() throws {
    let selector = "namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [blue, green]}]}"
    let text =
      Self.policies[0].text
      + Self.policy("q", "{podSelector: {matchLabels: {app: other}}, ingress: [{from: [{\(selector)}]}]}")
    let comparison = try Self.comparison(text, .v1_5)
    #expect(
      Set(comparison.differences.compactMap { $0.cause?.deviation?.id }) == [
        "NPM-HASH-COLLISION", "NPM-NEGATION-EXTERNAL",
      ])
  }
}
