import Backend
import Manifests
import Semantics
import Testing
import Traffic

/// Where the specification leaves something open: what is chosen, and shown here.
@Suite struct SpecificationTests {
  private static let cluster = """
    {apiVersion: v1, kind: Node, metadata: {name: node-n}, status: {addresses: [{type: InternalIP, address: 10.1.0.1}]}}
    ---
    {apiVersion: v1, kind: Node, metadata: {name: node-m}, status: {addresses: [{type: InternalIP, address: 10.1.0.2}]}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {app: a}},
      spec: {nodeName: node-n, containers: [{name: c, image: i, ports: [{name: web, containerPort: 8080}]}],
        initContainers: [{name: d, image: i, ports: [{name: web, containerPort: 9090}]}]},
      status: {phase: Running, podIP: 10.0.0.1}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: x, labels: {app: b}},
      spec: {nodeName: node-m, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: h, namespace: x, labels: {app: b}},
      spec: {nodeName: node-m, hostNetwork: true, containers: [{name: c, image: i}]},
      status: {phase: Running, podIP: 10.1.0.2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: done, namespace: x, labels: {app: b}},
      spec: {nodeName: node-m, containers: [{name: c, image: i}]}, status: {phase: Succeeded, podIP: 10.0.0.9}}
    """

  private static func decide(
    _ ingress: String, _ from: String, _ to: String = "10.0.0.1", _ ipProtocol: IPProtocol = .tcp, port: UInt16 = 80
  ) -> Verdict {
    let policy = """

      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: x},
        spec: {podSelector: {matchLabels: {app: a}}, policyTypes: [Ingress], ingress: \(ingress)}}
      """
    let manifests = ManifestReader.load(text: Array((cluster + policy).utf8), name: "in.yaml")
    let packet = Packet(from: IPAddress(from)!, to: IPAddress(to)!, ipProtocol, port: port)
    return Specification(manifests.cluster).decide(packet).verdict
  }

  @Test(arguments: [
    ("[]", "10.0.0.1", Verdict.allowed),  // itself
    ("[]", "10.1.0.1", .allowed),  // its own node
    ("[]", "10.1.0.2", .denied),  // another node
    ("[]", "10.0.0.2", .denied), ("[{}]", "203.0.113.7", .allowed),
    ("[{from: [{podSelector: {matchLabels: {app: b}}}]}]", "10.0.0.2", .allowed),
    ("[{from: [{podSelector: {matchLabels: {app: b}}}]}]", "10.1.0.2", .denied),  // a host-network pod
    ("[{from: [{podSelector: {matchLabels: {app: b}}}]}]", "10.0.0.9", .denied),  // a pod that is over
    ("[{from: [{namespaceSelector: {}}]}]", "203.0.113.7", .denied),
    ("[{from: [{namespaceSelector: {matchExpressions: [{key: a, operator: DoesNotExist}]}}]}]", "203.0.113.7", .denied),
    ("[{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.2/32]}}]}]", "10.0.0.2", .denied),
    ("[{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.2/32]}}]}]", "10.1.0.2", .allowed),
  ])
  func `who gets in`(_ ingress: String, _ from: String, _ verdict: Verdict) {
    #expect(Self.decide(ingress, from) == verdict)
  }

  @Test(arguments: [
    ("[{ports: [{port: web}]}]", IPProtocol.tcp, 8080, Verdict.allowed),
    ("[{ports: [{port: web}]}]", .tcp, 9090, .denied),
    ("[{ports: [{port: web}]}]", .udp, 8080, .denied), ("[{ports: [{port: 80, endPort: 90}]}]", .tcp, 90, .allowed),
    ("[{ports: [{port: 80, endPort: 90}]}]", .tcp, 91, .denied), ("[{ports: [{protocol: UDP}]}]", .udp, 1, .allowed),
    ("[{ports: [{port: 80}]}]", .icmp, 0, .denied), ("[{}]", .icmp, 0, .allowed),
  ])
  func `on what`(_ ingress: String, _ ipProtocol: IPProtocol, _ port: UInt16, _ verdict: Verdict) {
    #expect(Self.decide(ingress, "10.0.0.2", "10.0.0.1", ipProtocol, port: port) == verdict)
  }
}
