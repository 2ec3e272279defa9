import Backend
import Comparison
import PolicyModel
import Testing
import Traffic

/// The ends that contenders with different clusters share.
@Suite struct JointEndTests {
  private static func pod(_ name: String, _ address: String, node: String = "n1") -> String {
    """
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: \(name), namespace: x}, spec: {nodeName: \(node), containers: [{name: c,
      image: i}]}, status: {phase: Running, podIP: \(address)}}

    """
  }

  private static let nodes = """
    {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.1.0.1}]}}
    ---
    {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 10.1.0.2}]}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: x}}

    """

  private static func policy(_ block: String) -> String {
    """
    ---
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: x}, spec: {podSelector: {},
      policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: \(block)}}]}]}}

    """
  }

  @Test func `pods and nodes are matched by name, wherever they are`() throws {
    let contenders = try Contenders.revisions(
      "spec",
      [
        Self.nodes + Self.pod("moved", "10.0.0.1") + Self.pod("gone", "10.0.0.2"),
        Self.nodes + Self.pod("new", "10.0.0.2") + Self.pod("moved", "10.0.0.7", node: "n2"),
      ])
    let ends = try Comparison(contenders, judge: try Contenders.engine("spec")).ends
    #expect(ends.map(\.name) == ["x/moved", "node/n1", "node/n2", "0.0.0.0/0"])
    #expect(ends[0].addresses.map(\.description) == ["10.0.0.1", "10.0.0.7"])
    #expect(ends[0].nodes == [0, 1])
    #expect(ends[0].kind == .pod(namespace: "x", workload: nil))
  }

  @Test func `the outside is cut at the blocks of all, and is outside for all`() throws {
    let contenders = try Contenders.revisions(
      "spec",
      [
        Self.nodes + Self.pod("a", "10.0.0.1") + Self.pod("b", "203.0.113.0") + Self.policy("203.0.113.0/24"),
        Self.nodes + Self.pod("a", "10.0.0.1") + Self.policy("203.0.113.0/31"),
      ])
    let comparison = try Comparison(contenders, judge: try Contenders.engine("spec"))
    let outside = comparison.ends.filter { $0.kind == .outside }
    #expect(
      outside.map(\.name) == [
        "0.0.0.0/0 except 203.0.113.0/24", "203.0.113.0/24 except 203.0.113.0/31", "203.0.113.0/31",
      ])
    // The first address of the last is a pod's in one of the clusters, so the second stands for it.
    #expect(outside.last?.addresses.map(\.description) == ["203.0.113.1", "203.0.113.1"])
    #expect(comparison.differences.map { $0.sources.map { comparison.ends[$0].name } } == [[outside[1].name]])
    #expect(comparison.differences.map(\.isAllowed) == [[true, false]])
  }

  @Test func `clusters that share nothing differ in nothing`() throws {
    let contenders = try Contenders.revisions(
      "calico", [Self.pod("a", "10.0.0.1"), Self.pod("b", "10.0.0.2", node: "n2") + Self.policy("10.0.0.0/8")])
    let comparison = try Comparison(contenders, judge: try Contenders.engine("spec"))
    #expect(comparison.ends.allSatisfy { $0.kind == .outside })
    #expect(comparison.differences.isEmpty)
  }

  @Test func `pods and their own node are told apart from other nodes where the causes differ`() throws {
    let six = """
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: six, namespace: x}, spec: {podSelector: {},
        policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: "2001:db8::/64"}}]}]}}
      """
    let cluster = try Contenders.cluster(
      Self.nodes + Self.pod("a", "10.0.0.1") + Self.pod("b", "10.0.0.2", node: "n2") + six)
    let contenders = try ["azure-npm", "calico"].map { try Contender(Contenders.engine($0), cluster) }
    let comparison = try Comparison(contenders, judge: try Contenders.engine("spec"))
    let toNodes = comparison.differences.filter { $0.targets.contains { comparison.ends[$0].kind == .node } }
    let causes = Dictionary(toNodes.map { ($0.scope, $0.cause?.deviation?.id) }) { first, _ in first }
    #expect(causes == [.sameNode: "NPM-HOST-INPUT", .otherNodes: "NPM-IPV6-REFUSED"])
  }

  @Test func `a pod that has moved reaches the node that it is on`() throws {
    let deny = """
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: x}, spec: {podSelector: {},
        policyTypes: [Egress]}}
      """
    let stays = Self.pod("stays", "10.0.0.9")
    let contenders = try Contenders.revisions(
      "azure-npm",
      ["n1", "n2"].map { Self.nodes + Self.pod("moves", "10.0.0.1", node: $0) + stays + deny })
    let comparison = try Comparison(contenders, judge: try Contenders.engine("spec"))
    let found = comparison.differences.map { difference in
      let names = [difference.sources, difference.targets].map { $0.map { comparison.ends[$0].name }.joined() }
      return "\(names[0]) -> \(names[1]) \(difference.isAllowed) \(difference.scope)"
    }
    #expect(found.sorted() == ["x/moves -> node/n1 [true, false] all", "x/moves -> node/n2 [false, true] all"])
  }
}
