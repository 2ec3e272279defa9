import Comparison
import Testing
import Traffic

/// Names of groups for people.
@Suite struct GroupNamesTests {
  private static func end(_ name: String, _ kind: JointEnd.Kind) -> JointEnd {
    let address = IPAddress("10.0.0.1")!
    return JointEnd(name: name, kind: kind, ends: [0], addresses: [address], nodes: [nil])
  }

  private static func pod(_ namespace: String, _ name: String, _ workload: String? = nil) -> JointEnd {
    end("\(namespace)/\(name)", .pod(namespace: namespace, workload: workload.map { "\(namespace)/\($0)" }))
  }

  /// 0–2 are the shop, of which 0 and 1 are a workload; 3 is a namespace of its own; 4 and 5 another's workloads of one.
  private static let ends = [
    pod("shop", "web-0", "web"), pod("shop", "web-1", "web"), pod("shop", "db"), pod("lab", "toy"),
    pod("pay", "a", "a"), pod("pay", "b", "b"), end("node/n1", .node), end("node/n2", .node),
    end("0.0.0.0/0 except 10.0.0.0/8", .outside), end("10.0.0.0/8", .outside),
  ]

  @Test(arguments: [
    ([], []), ([0], ["shop/web-0"]), ([0, 1], ["shop/web (2 pods)"]), ([1, 2], ["shop/web-1", "shop/db"]),
    ([0, 1, 2], ["shop/ (3 pods)"]), ([3], ["lab/toy"]), ([4], ["pay/a"]), ([4, 5], ["pay/ (2 pods)"]),
    ([0, 1, 4], ["shop/web (2 pods)", "pay/a"]), ([0, 1, 2, 3, 4, 5], ["all 6 pods"]), ([6], ["node/n1"]),
    ([6, 7], ["all 2 nodes"]), ([9], ["10.0.0.0/8"]), ([8, 9], ["everything outside the cluster"]),
    ([2, 6, 9], ["shop/db", "node/n1", "10.0.0.0/8"]),
    ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], ["all 6 pods", "all 2 nodes", "everything outside the cluster"]),
  ])
  func `a group has as few names as can be`(_ group: [Int], _ names: [String]) {
    #expect(GroupNames(Self.ends).names(of: group) == names)
  }

  @Test func `one pod or node is told by its name, even if it is all there are`() {
    let ends = [Self.pod("x", "a", "a"), Self.end("node/n", .node), Self.end("0.0.0.0/0", .outside)]
    #expect(GroupNames(ends).names(of: [0, 1, 2]) == ["x/a", "node/n", "0.0.0.0/0"])
  }
}
