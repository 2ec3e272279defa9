import Manifests
import PolicyModel
import Support
import Testing

struct OrderTests {
  private static let documents = """
    {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}}
    {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
    {apiVersion: v1, kind: Namespace, metadata: {name: x, labels: {b: c, a: b}}}
    {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: x, labels: {a: b}}, spec: {containers: [{name: a}]}}
    {apiVersion: v1, kind: Pod, metadata: {name: q, namespace: v}, spec: {containers: [{name: a}]}, status: {podIP: 10.244.0.3}}
    {apiVersion: v1, kind: Pod, metadata: {name: r, namespace: v, ownerReferences: [{kind: ReplicaSet, name: d-1, controller: true}]}, spec: {containers: [{name: a}]}}
    {apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: d-1, namespace: v, ownerReferences: [{kind: Deployment, name: d, controller: true}]}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}}}
    {apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: v}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}}}
    {apiVersion: apps/v1, kind: Deployment, metadata: {name: w, namespace: z}, spec: {replicas: 3, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}}}
    {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: w, namespace: z}, spec: {replicas: 2, selector: {matchLabels: {a: c}}, template: {metadata: {labels: {a: c}}, spec: {containers: [{name: a}]}}}}
    {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: w, namespace: z}, spec: {selector: {matchLabels: {a: d}}, template: {metadata: {labels: {a: d}}, spec: {hostNetwork: true, containers: [{name: a}]}}}}
    {apiVersion: v1, kind: Service, metadata: {name: s, namespace: x}, spec: {selector: {b: c, a: b}, ports: [{port: 80}]}}
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: x}, spec: {egress: [{to: [{podSelector: {}}]}]}}
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: w}}
    """.split(separator: "\n").map(String.init)

  @Test func `Whatever the order of the documents, the cluster is the same`() {
    let expected = load(Self.documents.joined(separator: "\n---\n"))
    #expect(expected.problems == "")
    #expect(expected.cluster.pods.count == 10)
    var generator = SeededGenerator("Whatever the order of the documents")
    for _ in 0..<60 {
      let text = Self.documents.shuffled(using: &generator).joined(separator: "\n---\n")
      let manifests = load(text)
      #expect(ClusterText(manifests.cluster) == ClusterText(expected.cluster), "\(text)")
      #expect(manifests.notes == expected.notes)
    }
  }

  @Test func `Documents, a list, and many files give the same cluster`() throws {
    let expected = ClusterText(load(Self.documents.joined(separator: "\n---\n")).cluster)
    let list = "{apiVersion: v1, items: [\(Self.documents.joined(separator: ",\n"))], kind: List}"
    #expect(ClusterText(load(list).cluster) == expected)
    try TemporaryFolder.with { folder in
      for (index, document) in Self.documents.enumerated() { _ = try folder.write(document, to: "\(index).yaml") }
      #expect(ClusterText(ManifestReader.load(paths: [folder.path]).cluster) == expected)
    }
  }
}
