import Diagnostics
import Manifests
import PolicyModel
import Support
import Testing

struct ObjectTests {
  private static let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"

  @Test(arguments: [
    Sample("alphabetical", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {b: c}}\nspec: {}\n"),
    Sample("type last", "spec: {}\nmetadata: {name: a, labels: {b: c}}\nkind: Namespace\napiVersion: v1\n"),
    Sample("type in the middle", "kind: Namespace\nmetadata: {name: a, labels: {b: c}}\napiVersion: v1\nspec: {}\n"),
    Sample(
      "JSON", "{\"metadata\":{\"labels\":{\"b\":\"c\"},\"name\":\"a\"},\"kind\":\"Namespace\",\"apiVersion\":\"v1\"}"),
    Sample(
      "in a list",
      "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {b: c}}}]\n"),
    Sample(
      "in a list with the type last",
      "items: [{metadata: {name: a, labels: {b: c}}, apiVersion: v1, kind: Namespace}]\nkind: List\napiVersion: v1\n"),
    Sample("in a typed list", "apiVersion: v1\nkind: NamespaceList\nitems: [{metadata: {name: a, labels: {b: c}}}]\n"),
    Sample(
      "in a typed list with the type last",
      "items: [{metadata: {name: a, labels: {b: c}}}]\nkind: NamespaceList\napiVersion: v1\n"),
    Sample(
      "in a list in a list",
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: NamespaceList\n  items: [{metadata: {name: a, labels: {b: c}}}]\n"
    ),
    Sample(
      "with directives and an end mark",
      "%YAML 1.1\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {b: c}}\n...\n"),
    Sample("with a byte order mark", "\u{feff}apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {b: c}}\n"),
    Sample("with carriage returns", "apiVersion: v1\r\nkind: Namespace\r\nmetadata: {name: a, labels: {b: c}}\r\n"),
    Sample("with tags", "apiVersion: !!str v1\nkind: !other Namespace\nmetadata: !!map {name: a, labels: {b: ! c}}\n"),
  ])
  func `However an object is written, it is the same`(sample: Sample) {
    let manifests = load(sample.text)
    #expect(manifests.diagnostics.isEmpty)
    #expect(manifests.lines("namespace") == ["namespace a {b=c,kubernetes.io/metadata.name=a}"])
  }

  @Test func `Documents are read one by one, and empty ones are nothing`() {
    let text =
      "---\n---\n" + Self.namespace + "---\n# nothing\n---\nnull\n---\n" + Self.namespace.replacing("a}", with: "b}")
    let manifests = load(text)
    #expect(manifests.diagnostics.isEmpty)
    #expect(manifests.lines("namespace").count == 2)
  }

  @Test func `What is not one of our kinds is skipped and counted, whatever it holds`() {
    let text = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: 1}
      data: [whatever]
      ---
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: ConfigMap}
      - {kind: Ingress, apiVersion: networking.k8s.io/v1, spec: {a: b}}
      ---
      apiVersion: example.com/v1
      kind: AllowList
      spec: {}
      ---
      apiVersion: example.com/v1
      kind: Pod
      """
    let manifests = load(text)
    #expect(manifests.diagnostics.isEmpty)
    #expect(
      manifests.skipped.map { "\($0.count) \($0.apiVersion) \($0.kind)" } == [
        "1 example.com/v1 AllowList", "2 v1 ConfigMap", "1 networking.k8s.io/v1 Ingress", "1 example.com/v1 Pod",
      ])
  }

  @Test func `A status of a newer server is read without a word, unless a field is nearly one that we know`() {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec: {containers: [{name: a}]}
      status: {brandNewField: {a: b}, podIps: []}
      """
    #expect(load(text).problems == "in.yaml:5:33: warning: unknown field status.podIps; did you mean podIPs?")
  }

  @Test func `An object with an error is left out, the others stay`() {
    let manifests = load("apiVersion: v1\nkind: Namespace\nmetadata: {name: b, labels: 1}\n---\n" + Self.namespace)
    #expect(manifests.hasErrors)
    #expect(manifests.lines("namespace").count == 1)
  }

  @Test func `A policy that the API server would refuse is left out, one with a bad name only is kept`() {
    let text = """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: b, namespace: x}
      spec: {policyTypes: [egress], ingress: [{ports: [{port: 0}]}]}
      ---
      spec: {policyTypes: [egress]}
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: a, namespace: x}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: TEMP, namespace: x}
      """
    let manifests = load(text)
    #expect(manifests.lines("policy") == ["policy x/TEMP {} Ingress"])
    #expect(!manifests.isTranslatable)
  }

  @Test func `A bad name, or a block that is none, leaves the cluster whole`() {
    let text = """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: TEMP, namespace: x}
      spec: {podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/0#example}}]}]}
      """
    let manifests = load(text)
    #expect(manifests.hasErrors)
    #expect(manifests.isTranslatable)
    #expect(manifests.cluster.policies[0].egress[0].peers[0].ipBlock?.cidr == .malformed("10.0.0.0/0#example"))
  }

  @Test func `A namespace that is declared gets the API server's label, whatever it says`() {
    let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {kubernetes.io/metadata.name: x, z: w}}\n"
    #expect(load(text).lines("namespace") == ["namespace a {kubernetes.io/metadata.name=a,z=w}"])
  }

  @Test func `A namespace that is only named is implied, and a note says so`() {
    let text = """
      {apiVersion: v1, kind: Service, metadata: {name: a, namespace: s}, spec: {clusterIP: None}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: p}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: s, deletionTimestamp: "2026-01-01T00:00:00Z"}}
      """
    let manifests = load(text)
    #expect(
      manifests.lines("namespace") == [
        "namespace p {kubernetes.io/metadata.name=p} implied", "namespace s {kubernetes.io/metadata.name=s} deleted",
      ])
    #expect(
      manifests.notes == [
        "note: namespace p is not in the input; taken with no label but kubernetes.io/metadata.name"
      ])
  }

  @Test func `A long list of implied namespaces is cut`() {
    let text = (10..<30).map {
      "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: n\($0)}}\n"
    }.joined(separator: "---\n")
    #expect(
      load(text).notes == [
        "note: namespaces n10, n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, n21 and 8 more are not in the input; "
          + "taken with no label but kubernetes.io/metadata.name"
      ])
  }

  @Test func `Nodes and services are read`() {
    let text = """
      apiVersion: v1
      kind: Node
      metadata: {name: m, labels: {a: b}}
      spec: {podCIDR: 10.1.0.0/24, podCIDRs: [10.1.0.0/24, "fd00::/64"]}
      status: {addresses: [{type: Hostname, address: m}, {type: InternalIP, address: 10.0.0.4}, {address: "fd01::4", type: InternalIP}]}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: o}
      spec: {podCIDR: 10.1.1.0/24}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: s}
      spec:
        type: LoadBalancer
        selector: {a: b}
        clusterIP: 10.2.0.1
        clusterIPs: [10.2.0.1, "fd02::1"]
        externalIPs: [1.2.3.4]
        externalTrafficPolicy: Local
        ports: [{port: 80, name: a, targetPort: http, nodePort: 30080}, {port: 53, name: b, protocol: UDP, targetPort: 0}]
      status: {loadBalancer: {ingress: [{ip: 5.6.7.8}, {hostname: x}]}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: t}
      spec: {clusterIP: None}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: u}
      spec: {type: ExternalName, externalName: example.com., selector: {a: b}}
      """
    let manifests = load(text)
    #expect(manifests.problems == "")
    #expect(
      manifests.lines("node") + manifests.lines("service") == [
        "node m {a=b} [10.0.0.4, fd01::4] [10.1.0.0/24, fd00::/64]", "node o {} [] [10.1.1.0/24]",
        "service default/s LoadBalancer Local {a=b} [\"a=80/tcp>http@30080\", \"b=53/udp>53\"] "
          + "[10.2.0.1, fd02::1] [1.2.3.4, 5.6.7.8]",
        "service default/t ClusterIP Cluster - [] [] []", "service default/u ExternalName Cluster - [] [] []",
      ])
  }
}
