import AzureNPM
import Backend
import Manifests
import PolicyModel
import Reachability
import Semantics
import Testing
import Traffic

/// Pods of a workload that are one row of a listing.
@Suite struct PartyTests {
  /// A workload of three pods on two nodes that lets nothing in, nor out, and a pod beside it.
  private static let text = """
    {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.1.0.1}]}}
    ---
    {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 10.1.0.2}]}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: x}}
    \(pod("web-0", "10.0.0.1", "n1"))
    \(pod("web-1", "10.0.0.2", "n2"))
    \(pod("web-2", "10.0.0.3", "n1"))
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: zdb, namespace: x, labels: {app: db}}, spec: {nodeName: n1, containers:
      [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.9}}
    ---
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: x},
      spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}}
    """

  private static func pod(_ name: String, _ address: String, _ node: String, isHost: Bool = false) -> String {
    """
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: \(name), namespace: x, labels: {app: web}, ownerReferences: [{apiVersion:
      apps/v1, kind: StatefulSet, name: web, uid: u, controller: true}]}, spec: {nodeName: \(node), hostNetwork: \(isHost),
      containers: [{name: c, image: i}]}, status: {phase: Running, podIP: \(address)}}
    """
  }

  private static func list(
    _ options: PartyOptions, _ engine: any PolicyBackend = AzureNPM(.v1_6), extra: String = ""
  ) throws -> (PartyList, PartyReader) {
    let manifests = ManifestReader.load(text: Array((text + extra).utf8), name: "case.yaml")
    try #require(!manifests.hasErrors, "\(manifests.diagnostics)")
    let reachability = try engine.translate(manifests.cluster).reachability(.ipv4)
    return (PartyList(manifests.cluster, reachability, options: options), PartyReader(reachability))
  }

  @Test func `a workload is one party where nothing tells its pods apart`() throws {
    let list = try Self.list(PartyOptions()).0
    #expect(list.parties.map(\.name) == ["x/web (3 pods)", "x/zdb"])
    #expect(list.parties[0].members == ["x/web-0", "x/web-1", "x/web-2"])
  }

  @Test(arguments: [("10.0.0.1", false), ("10.0.0.2", false), ("10.0.0.9", false)])
  func `a folded party and the address of one of its pods are not taken for one end`(
    _ address: String, _ isAllowed: Bool
  ) throws {
    var (list, reader) = try Self.list(PartyOptions(addresses: [try #require(IPAddress(address))]))
    let (web, other) = (list.parties[0], try #require(list.parties.last))
    #expect(web.ends.count == 3)
    for (source, target) in [(web, other), (other, web), (web, web)] {
      let traffic = reader.traffic(from: source, to: target)
      #expect((traffic == TrafficPool.everything) == isAllowed, "\(source.name) -> \(target.name)")
    }
  }

  /// The first two of the pods have one address, and are one end, which reaches itself.
  @Test(arguments: ["10.0.0.1", "10.0.0.3"])
  func `a folded party of which pods share an address speaks of two that do not`(_ address: String) throws {
    let shared = Self.text.replacing("podIP: 10.0.0.2", with: "podIP: 10.0.0.1")
    let manifests = ManifestReader.load(text: Array(shared.utf8), name: "case.yaml")
    let reachability = try AzureNPM(.v1_6).translate(manifests.cluster).reachability(.ipv4)
    let options = PartyOptions(addresses: [try #require(IPAddress(address))])
    let list = PartyList(manifests.cluster, reachability, options: options)
    var reader = PartyReader(reachability)
    let (web, other) = (list.parties[0], try #require(list.parties.last))
    #expect(web.name == "x/web (3 pods)" && Set(web.ends).count == 2)
    for (source, target) in [(web, other), (other, web), (web, web)] {
      #expect(reader.traffic(from: source, to: target) == TrafficPool.nothing, "\(source.name) -> \(target.name)")
    }
  }

  @Test func `an address and its pod, not folded, are one end, which reaches itself`() throws {
    var (list, reader) = try Self.list(PartyOptions(isFolded: false, addresses: [IPAddress("10.0.0.1")!]))
    let (web, address) = (list.parties[0], try #require(list.parties.last))
    #expect(reader.traffic(from: web, to: address) == TrafficPool.everything)
  }

  /// Azure NPM filters nothing between a node and its own pods, so the node of a pod is all that tells the pods apart.
  @Test(arguments: [
    PartyOptions(hasNodes: true), PartyOptions(addresses: [IPAddress("10.1.0.1")!]),
    PartyOptions(asked: [IPAddress("10.1.0.2")!]),
  ])
  func `pods on different nodes are not folded where a node is asked about`(_ options: PartyOptions) throws {
    var (list, reader) = try Self.list(options)
    #expect(list.parties.prefix(3).map(\.name) == ["x/web-0 (+1)", "x/web-1", "x/zdb"])
    #expect(list.parties[0].members == ["x/web-0", "x/web-2"])
    for (pod, address) in [(0, "10.1.0.1"), (1, "10.1.0.2")] {
      let node = try #require(list.parties(named: address).first)
      #expect(reader.traffic(from: node, to: list.parties[pod]) == TrafficPool.everything)
      #expect(reader.traffic(from: list.parties[pod], to: node) == TrafficPool.everything)
      #expect(reader.traffic(from: node, to: list.parties[1 - pod]) == TrafficPool.nothing)
      #expect(reader.traffic(from: list.parties[1 - pod], to: node) == TrafficPool.nothing)
    }
  }

  @Test func `nor where a host-network pod is listed`() throws {
    let list = try Self.list(PartyOptions(), extra: "\n" + Self.pod("zhost", "10.1.0.1", "n1", isHost: true)).0
    #expect(list.parties.map(\.name) == ["x/web-0 (+1)", "x/web-1", "x/zdb", "x/zhost"])
  }

  @Test func `addresses of pods and of the outside fold as before`() throws {
    let addresses = ["10.0.0.9", "203.0.113.7"].compactMap { IPAddress($0) }
    let list = try Self.list(PartyOptions(addresses: addresses)).0
    #expect(list.parties.map(\.name) == ["x/web (3 pods)", "x/zdb", "10.0.0.9", "203.0.113.7"])
  }
}
