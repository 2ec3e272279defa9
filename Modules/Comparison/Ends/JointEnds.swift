internal import Backend
internal import PolicyModel
internal import Reachability
internal import Traffic

/// The ends that all contenders have, by name: pods, nodes, and the outside cut at the blocks of all of them.
struct JointEnds {
  /// The ends: pods in the last contender's order, nodes, the outside.
  let ends: [JointEnd]

  init(_ contenders: [Contender]) {
    guard let last = contenders.last else {
      ends = []
      return
    }
    let names = contenders.map { InsideNames($0) }
    var ends: [JointEnd] = []
    for (index, end) in last.reachability.ends.prefix(last.reachability.index.insideCount).enumerated() {
      let name = names[names.count - 1].names[index]
      let indices = names.compactMap { $0.indices[name] }
      guard indices.count == contenders.count else { continue }
      let own = zip(contenders, indices).map { $0.reachability.ends[$1] }
      ends.append(
        JointEnd(
          name: name, kind: Self.kind(of: end, in: last.cluster), ends: indices, addresses: own.map(\.address),
          nodes: own.map(\.node)))
    }
    self.ends = ends + Self.outside(contenders)
  }

  private static func kind(of end: End, in cluster: Cluster) -> JointEnd.Kind {
    guard case .pod(let index) = end.kind else { return .node }
    let pod = cluster.pods[index]
    let namespace = cluster.text(pod.id.namespace)
    return .pod(namespace: namespace, workload: pod.workload.map { "\(namespace)/\(cluster.text($0.name))" })
  }

  private static func outside(_ contenders: [Contender]) -> [JointEnd] {
    var blocks: Set<CIDR> = []
    var inside: [End] = []
    for contender in contenders {
      inside += contender.reachability.ends.prefix(contender.reachability.index.insideCount)
      for case .outside(let block, let holes) in contender.reachability.ends.map(\.kind) {
        blocks.insert(block)
        blocks.formUnion(holes)
      }
    }
    guard let family = contenders.first?.reachability.index.family else { return [] }
    let index = EndIndex(inside, blocks: blocks, family: family)
    return index.ends.dropFirst(index.insideCount).compactMap { end in
      guard case .outside(let block, let holes) = end.kind else { return nil }
      let ends = contenders.compactMap { $0.reachability.index.end(at: end.address) }
      let except = holes.isEmpty ? "" : " except " + holes.map(\.description).joined(separator: ", ")
      return JointEnd(
        name: block.description + except, kind: .outside, ends: ends,
        addresses: Array(repeating: end.address, count: contenders.count),
        nodes: Array(repeating: nil, count: contenders.count))
    }
  }
}

/// The pods and nodes of one contender by name.
private struct InsideNames {
  let names: [String]
  let indices: [String: Int]

  init(_ contender: Contender) {
    var seen: [String: Int] = [:]
    names = contender.reachability.ends.prefix(contender.reachability.index.insideCount).map { end in
      var name: String
      switch end.kind {
      case .pod(let index): name = contender.cluster.text(contender.cluster.pods[index].id)
      case .node(let index): name = "node/\(contender.book.nodes[index])"
      case .outside: name = ""
      }
      // A node may have several addresses of one family.
      seen[name, default: 0] += 1
      if let count = seen[name], count > 1 { name += " (\(end.address))" }
      return name
    }
    indices = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
