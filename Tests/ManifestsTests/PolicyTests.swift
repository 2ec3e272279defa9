import Diagnostics
import Manifests
import PolicyModel
import Testing

struct PolicyTests {
  private static let head = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n"

  private func lines(_ spec: String) -> [String] {
    let manifests = load(Self.head + spec)
    #expect(manifests.problems == "")
    return manifests.lines("policy")
  }

  @Test(arguments: [
    ("  podSelector: {}\n", "Ingress"),
    ("  policyTypes: []\n", "Ingress"),
    ("  policyTypes: null\n  egress: []\n", "Ingress"),
    ("  egress: [{}]\n", "Ingress,Egress"),
    ("  egress: [null]\n", "Ingress,Egress"),
    ("  policyTypes: [Egress]\n", "Egress"),
    ("  policyTypes: [Egress, Ingress]\n", "Egress,Ingress"),
    ("  policyTypes: [Ingress]\n  egress: [{}]\n", "Ingress"),
  ])
  func `Absent types are those that the API server writes`(spec: String, types: String) {
    #expect(lines(spec).first == "policy default/p {} \(types)")
  }

  @Test func `Every kind of peer and port is read`() {
    let spec = """
        podSelector:
          matchLabels: {b: c, a: ""}
          matchExpressions:
          - {key: k, operator: In, values: [v, w]}
          - {key: l, operator: NotIn, values: [""]}
          - {key: m, operator: Exists}
          - {key: o, operator: DoesNotExist, values: []}
        ingress:
        - from:
          - podSelector: {matchLabels: {a: b}}
          - namespaceSelector: {}
          - podSelector: {}
            namespaceSelector: {matchLabels: {c: d}}
          - podSelector: null
            ipBlock: {cidr: 10.1.2.3/8, except: [10.1.0.0/16, 010.2.0.0/016]}
          - ipBlock: {cidr: "fd00::/8", except: ["fd00:1::/32"]}
          ports:
          - {}
          - port: 80
          - {port: http, protocol: UDP}
          - {protocol: SCTP}
          - {port: 8000, endPort: 8000, protocol: null}
          - null
        - {}
      """
    #expect(
      lines(spec + "\n") == [
        "policy default/p {a=,b=c}k In [\"v\", \"w\"]&l NotIn [\"\"]&m Exists []&o DoesNotExist [] Ingress",
        "  from [\"pods{a=b}\", \"namespaces{}\", \"pods{}namespaces{c=d}\", \"10.1.2.3/8-[10.1.0.0/16, 010.2.0.0/016]\", "
          + "\"fd00::/8-[fd00:1::/32]\"] on [\"*/tcp\", \"80/tcp\", \"http/udp\", \"*/sctp\", \"8000-8000/tcp\", \"*/tcp\"]",
        "  from [] on []",
      ])
  }

  @Test func `Values keep their places`() throws {
    let text =
      Self.head + """
          podSelector:
            matchExpressions:
            - {key: k, operator: Exists}
          egress:
          - to:
            - ipBlock:
                cidr: 10.0.0.0/8
            ports:
            - port: 80
        """
    let manifests = load("---\n" + text)
    let policy = try #require(manifests.cluster.policies.first)
    let peer = policy.egress[0].peers[0]
    let places = [
      policy.position, policy.podSelector.position, policy.podSelector.matchExpressions[0].position,
      policy.egress[0].position, peer.position, try #require(peer.ipBlock).position, policy.egress[0].ports[0].position,
    ]
    #expect(places.map { "\($0.line):\($0.column)" } == ["2:1", "7:5", "8:7", "10:5", "11:7", "12:9", "14:7"])
  }

  @Test func `Policies of other APIs are skipped and counted`() {
    let text = """
      apiVersion: crd.projectcalico.org/v1
      kind: NetworkPolicy
      metadata: {name: a}
      ---
      apiVersion: projectcalico.org/v3
      kind: NetworkPolicy
      metadata: {name: a}
      ---
      apiVersion: projectcalico.org/v3
      kind: NetworkPolicyList
      items: [{metadata: {name: a}}, {metadata: {name: b}}]
      """
    let manifests = load(text)
    #expect(manifests.diagnostics.isEmpty)
    #expect(
      manifests.skipped.map { "\($0.count) \($0.apiVersion) \($0.kind)" } == [
        "1 crd.projectcalico.org/v1 NetworkPolicy", "3 projectcalico.org/v3 NetworkPolicy",
      ])
  }
}
