/// Names for groups of ends that a person can read: whole clusters, namespaces and workloads instead of their pods.
public struct GroupNames: Sendable {
  private let ends: [JointEnd]
  private let namespaceSizes: [String: Int]
  private let workloadSizes: [String: Int]
  private let podCount: Int
  private let nodeCount: Int
  private let outsideCount: Int

  /// Names for the ends of a comparison.
  public init(_ ends: [JointEnd]) {
    self.ends = ends
    var namespaces: [String: Int] = [:]
    var workloads: [String: Int] = [:]
    var (pods, nodes, outside) = (0, 0, 0)
    for end in ends {
      switch end.kind {
      case .pod(let namespace, let workload):
        pods += 1
        namespaces[namespace, default: 0] += 1
        if let workload { workloads[workload, default: 0] += 1 }
      case .node: nodes += 1
      case .outside: outside += 1
      }
    }
    (namespaceSizes, workloadSizes) = (namespaces, workloads)
    (podCount, nodeCount, outsideCount) = (pods, nodes, outside)
  }

  /// The group in as few names as possible: `all 12 pods`, `shop/ (3 pods)`, `shop/web (2 pods)`, `node/a`, a block.
  public func names(of group: [Int]) -> [String] {
    let pods = group.filter { if case .pod = ends[$0].kind { true } else { false } }
    let nodes = group.filter { ends[$0].kind == .node }
    let outside = group.filter { ends[$0].kind == .outside }
    var names: [String] = []
    if pods.count == podCount, podCount > 1 { names.append("all \(podCount) pods") } else { names += podNames(pods) }
    if nodes.count == nodeCount, nodeCount > 1 {
      names.append("all \(nodeCount) nodes")
    } else {
      names += nodes.map { ends[$0].name }
    }
    if outside.count == outsideCount, outsideCount > 1 {
      names.append("everything outside the cluster")
    } else {
      names += outside.map { ends[$0].name }
    }
    return names
  }

  private func podNames(_ pods: [Int]) -> [String] {
    var byNamespace: [String: Int] = [:]
    var byWorkload: [String: Int] = [:]
    for case .pod(let namespace, let workload) in pods.map({ ends[$0].kind }) {
      byNamespace[namespace, default: 0] += 1
      if let workload { byWorkload[workload, default: 0] += 1 }
    }
    var names: [String] = []
    var seen: Set<String> = []
    for pod in pods {
      guard case .pod(let namespace, let workload) = ends[pod].kind else { continue }
      let name: String
      if let count = namespaceSizes[namespace], count > 1, byNamespace[namespace] == count {
        name = "\(namespace)/ (\(count) pods)"
      } else if let workload, let count = workloadSizes[workload], count > 1, byWorkload[workload] == count {
        name = "\(workload) (\(count) pods)"
      } else {
        name = ends[pod].name
      }
      if seen.insert(name).inserted { names.append(name) }
    }
    return names
  }
}
