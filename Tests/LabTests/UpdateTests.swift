import AzureNPM
import Backend
import Calico
import Lab
import Manifests
import PolicyModel
import Reachability
import Support
import Testing
import Text
import Traffic

/// Changes of a running program: where they lead, and what becomes of a change that the kernel refuses.
@Suite(.serialized) struct UpdateTests {
  /// A program with a rule that no kernel takes, said to be from a policy.
  private struct Faulty: KernelProgram {
    let own: any KernelProgram

    var groups: [NodeGroup] { own.groups }
    var refusals: [Refusal] { own.refusals }
    var isBehindProxy: Bool { own.isBehindProxy }
    func artifacts(for node: NodeName, as form: ArtifactForm) -> [Artifact] {
      own.artifacts(for: node, as: form).map { artifact in
        guard artifact.name.hasPrefix("iptables") else { return artifact }
        var result = artifact
        let fault = "*filter\n:FAULTY - -\n-A FAULTY -m nosuchmatch -j ACCEPT\nCOMMIT\n"
        result.content.append(fault)
        return result
      }
    }
    func decide(_ connection: Connection, isTracing: Bool) throws(UndecidableError) -> Decision {
      try own.decide(connection, isTracing: isTracing)
    }
    func reachability(_ family: AddressFamily) throws(UndecidableError) -> Reachability { try own.reachability(family) }
    func device(ofPod index: Int) -> String { own.device(ofPod: index) }
    func source(ofLine line: String, on node: NodeName) -> LineSource? {
      line.contains("FAULTY") ? LineSource(policy: "x/faulty", path: "spec.ingress[0]") : nil
    }
  }

  private static func cluster(_ seed: UInt64) -> Cluster {
    var random = RandomCluster(seed: seed)
    return ManifestReader.load(text: Array(random.list().utf8), name: "case.json").cluster
  }

  private static let engines: [any PolicyBackend] = [AzureNPM(), Calico()]

  @Test(arguments: FilterKind.allCases, engines.map(\.descriptor.name))
  func `a changed lab holds what a fresh one would hold`(_ kind: FilterKind, _ engine: String) throws {
    let backend = try #require(Self.engines.first { $0.descriptor.name == engine })
    // Each step is read back and compared within `apply`.
    try Laboratory.with(kind) { lab in
      let first = Self.cluster(1)
      guard let program = try backend.translate(first) as? any KernelProgram else { return }
      let (network, _) = try lab.install(program, first)
      var update = LabUpdate(network)
      for seed in UInt64(2)...30 {
        let cluster = Self.cluster(seed)
        guard let program = try backend.translate(cluster) as? any KernelProgram else { continue }
        try update.apply(program, for: cluster)
      }
    }
  }

  @Test(arguments: FilterKind.allCases, engines.map(\.descriptor.name))
  func `a refused line leaves the program in force`(_ kind: FilterKind, _ engine: String) throws {
    let backend = try #require(Self.engines.first { $0.descriptor.name == engine })
    let (old, new) = (Self.cluster(3), Self.cluster(4))
    let said = try Laboratory.with(kind) { lab in
      guard let program = try backend.translate(old) as? any KernelProgram,
        let next = try backend.translate(new) as? any KernelProgram
      else { return "no program" }
      let (network, _) = try lab.install(program, old)
      var update = LabUpdate(network)
      defer { #expect(throws: Never.self) { try network.verify(program, for: old) } }
      do throws(LabError) {
        try update.apply(Faulty(own: next), for: new)
        return "taken"
      } catch {
        return error.description
      }
    }
    #expect(said.contains("iptables-\(kind.rawValue)-restore refused line"), "\(said)")
    #expect(said.contains("note: the line is: -A FAULTY -m nosuchmatch -j ACCEPT"), "\(said)")
    #expect(said.contains("note: it comes from policy \"x/faulty\": spec.ingress[0]"), "\(said)")
  }

  @Test(arguments: FilterKind.allCases, engines.map(\.descriptor.name))
  func `IPv6 has its own programs in a lab`(_ kind: FilterKind, _ engine: String) throws {
    let backend = try #require(Self.engines.first { $0.descriptor.name == engine })
    let cluster = ManifestReader.load(text: Array(Self.dual.utf8), name: "dual.yaml").cluster
    let failures = try Laboratory.with(kind) { lab in
      guard let program = try backend.translate(cluster) as? any KernelProgram else { return ["no program"] }
      let questions: [ProbeMatrix.Question] = [
        .init(.tcp, 80), .init(.tcp, 81), .init(.udp, 53), .init(.sctp, 7777), .init(.icmpv6, 128 << 8),
      ]
      let parties = AddressBook(cluster).ends(.ipv6).map { ProbeMatrix.Party("\($0.address)", $0.address) }
      let outside = ProbeMatrix.Party("2001:db8::7", try #require(IPAddress("2001:db8::7")))
      let matrix = ProbeMatrix(sources: parties + [outside], targets: parties, questions: questions)
      return try lab.differences(matrix, program, cluster)
    }
    #expect(failures == [])
  }

  private static let dual = """
    apiVersion: v1
    kind: List
    items:
      - { apiVersion: v1, kind: Node, metadata: { name: n1 }, status: { addresses: [{ type: InternalIP, address: 10.224.0.4 }, { type: InternalIP, address: "fd00::4" }] } }
      - { apiVersion: v1, kind: Node, metadata: { name: n2 }, status: { addresses: [{ type: InternalIP, address: 10.224.0.5 }, { type: InternalIP, address: "fd00::5" }] } }
      - { apiVersion: v1, kind: Pod, metadata: { namespace: x, name: a, labels: { app: a } }, spec: { nodeName: n1, containers: [{ name: c, image: i }] }, status: { podIP: 10.244.1.1, podIPs: [{ ip: 10.244.1.1 }, { ip: "fd01::1:1" }] } }
      - { apiVersion: v1, kind: Pod, metadata: { namespace: x, name: b, labels: { app: b } }, spec: { nodeName: n2, containers: [{ name: c, image: i }] }, status: { podIP: 10.244.2.1, podIPs: [{ ip: 10.244.2.1 }, { ip: "fd01::2:1" }] } }
      - { apiVersion: v1, kind: Pod, metadata: { namespace: x, name: c, labels: { app: c } }, spec: { nodeName: n2, containers: [{ name: c, image: i }] }, status: { podIP: 10.244.2.2, podIPs: [{ ip: 10.244.2.2 }, { ip: "fd01::2:2" }] } }
      - apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: p }
        spec: { podSelector: { matchLabels: { app: b } }, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: { matchLabels: { app: a } } }, { ipBlock: { cidr: "2001:db8::/32" } }], ports: [{ port: 80 }, { port: 7777, protocol: SCTP }] }] }
    """
}
