import AzureNPM
import Backend
import Calico
import Lab
import Manifests
import PolicyModel
import Support
import Testing
import Traffic

/// Services in the kernel: who sees what clients send to cluster addresses and node ports, and what engines make of it.
@Suite(.serialized) struct ServiceTests {
  private static let engines: [any PolicyBackend] = [AzureNPM(), Calico()]

  private static func cluster(_ policy: String = "") -> Cluster {
    let text = Self.objects + policy
    return ManifestReader.load(text: Array(text.utf8), name: "services.yaml").cluster
  }

  /// Two pods behind Services of both policies, one on each node but for `lone`, whose only end is on the first.
  private static let objects = """
    apiVersion: v1
    kind: List
    items:
      - { apiVersion: v1, kind: Node, metadata: { name: n1 }, status: { addresses: [{ type: InternalIP, address: 10.224.0.4 }] } }
      - { apiVersion: v1, kind: Node, metadata: { name: n2 }, status: { addresses: [{ type: InternalIP, address: 10.224.0.5 }] } }
      - { apiVersion: v1, kind: Pod, metadata: { namespace: x, name: a, labels: { app: web, lone: "1" } }, spec: { nodeName: n1, containers: [{ name: c, image: i }] }, status: { podIP: 10.244.1.1 } }
      - { apiVersion: v1, kind: Pod, metadata: { namespace: x, name: b, labels: { app: web } }, spec: { nodeName: n2, containers: [{ name: c, image: i }] }, status: { podIP: 10.244.2.1 } }
      - { apiVersion: v1, kind: Pod, metadata: { namespace: x, name: c }, spec: { nodeName: n2, containers: [{ name: c, image: i }] }, status: { podIP: 10.244.2.2 } }
      - { apiVersion: v1, kind: Service, metadata: { namespace: x, name: all }, spec: { type: NodePort, clusterIP: 10.96.0.1, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] } }
      - { apiVersion: v1, kind: Service, metadata: { namespace: x, name: lone }, spec: { type: NodePort, externalTrafficPolicy: Local, clusterIP: 10.96.0.2, selector: { lone: "1" }, ports: [{ port: 80, targetPort: 8080, nodePort: 30081 }] } }
      - { apiVersion: v1, kind: Service, metadata: { namespace: x, name: none }, spec: { clusterIP: 10.96.0.3, selector: { app: nobody }, ports: [{ port: 80 }] } }

    """

  private static let denial = """
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { namespace: x, name: deny }
    spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }] }
    """

  private static let questions: [(from: String, service: String, access: ServiceAccess)] = [
    ("10.244.2.2", "all", .name), ("10.244.2.2", "lone", .name), ("10.244.1.1", "lone", .name),
    ("10.244.2.2", "none", .name), ("10.224.0.5", "all", .name),
    ("203.0.113.7", "all", .nodePort(0)), ("203.0.113.7", "all", .nodePort(1)),
    ("203.0.113.7", "lone", .nodePort(0)), ("203.0.113.7", "lone", .nodePort(1)),
    ("8.8.8.8", "all", .nodePort(0)), ("8.8.8.8", "lone", .nodePort(0)), ("10.244.2.2", "lone", .nodePort(1)),
  ]

  @Test(arguments: FilterKind.allCases, engines.map(\.descriptor.name))
  func `Services lead in the kernel where kube-proxy's model says`(_ kind: FilterKind, _ engine: String) throws {
    for policy in ["", Self.denial] { try check(kind, engine, policy) }
  }

  private func check(_ kind: FilterKind, _ engine: String, _ policy: String) throws {
    let backend = try #require(Self.engines.first { $0.descriptor.name == engine })
    let cluster = Self.cluster(policy)
    let program = try #require(try backend.translate(cluster) as? any KernelProgram)
    let failures = try Laboratory.with(kind) { lab in
      var failures: [String] = []
      let (network, prober) = try lab.install(program, cluster)
      try prober.listen(network.plan.usualPorts(of: cluster))
      for question in Self.questions {
        let (probe, expected) = try Self.expectation(question, cluster, program, network.plan)
        // Which end of several answers is left to chance: often enough, each has its turn.
        var seen: Set<String> = []
        for _ in 0..<24 {
          let place = try prober.fire([probe])[0]
          seen.insert(place.map { network.plan.places[$0].name } ?? "nobody")
        }
        if seen != expected { failures.append("\(question): kernel \(seen.sorted()), model \(expected.sorted())") }
      }
      return failures
    }
    #expect(failures == [], "\(engine)\(policy)")
  }

  /// The client's packet, and everybody who may get it.
  private static func expectation(
    _ question: (from: String, service: String, access: ServiceAccess), _ cluster: Cluster,
    _ program: any KernelProgram, _ plan: LabPlan
  ) throws -> (Probe, Set<String>) {
    let source = try #require(IPAddress(question.from))
    let service = try #require(cluster.services.first { cluster.text($0.id.name) == question.service })
    let book = AddressBook(cluster)
    let target: (IPAddress, UInt16)
    switch question.access {
    case .nodePort(let node):
      let address = try #require(cluster.nodes[node].addresses.first)
      target = (address, service.ports[0].nodePort)
    default: target = (service.clusterIPs[0], service.ports[0].port)
    }
    let probe = Probe(
      from: try #require(plan.place(of: source)), source: source, target: target.0, .tcp, port: target.1)
    let packet = Packet(from: source, to: target.0, .tcp, port: target.1)
    let outcome = KubeProxy(cluster, book).routes(of: packet, to: service.ports[0], of: service, by: question.access)
    guard case .routes(let routes) = outcome else { return (probe, ["nobody"]) }
    let ends = try routes.map { route in
      let verdict = try program.decide(route.connection, isTracing: false).verdict
      return verdict == .allowed ? cluster.text(cluster.pods[route.endpoint.pod].id) : "nobody"
    }
    return (probe, Set(ends))
  }
}
