internal import Backend
internal import PolicyModel
internal import Reachability
internal import Traffic

/// An end of connections under a name that outlives pods, before and after.
struct JointParty {
  /// `namespace/workload`, `namespace/pod`, `node/name`, or a block.
  var name: String
  /// Whether it is no part of the cluster.
  var isOutside: Bool
  /// Its ends before; none where it was not there. Of the outside, one.
  var old: [Int32]
  /// Its ends after.
  var new: [Int32]
}

/// The parties of two situations: pods by workload, nodes, and the outside cut at the blocks of both.
struct JointParties {
  /// By name, the outside last.
  let parties: [JointParty]

  init(_ old: Situation?, _ new: Situation) {
    var inside: [String: JointParty] = [:]
    for (situation, path) in [(old, \JointParty.old), (new, \JointParty.new)] {
      guard let situation else { continue }
      for (name, ends) in Self.inside(situation) {
        inside[name, default: JointParty(name: name, isOutside: false, old: [], new: [])][keyPath: path] = ends
      }
    }
    parties = inside.values.sorted { $0.name < $1.name } + Self.outside(old, new)
  }

  private static func inside(_ situation: Situation) -> [String: [Int32]] {
    let cluster = situation.cluster
    var result: [String: [Int32]] = [:]
    for (number, end) in situation.reachability.ends.prefix(situation.reachability.index.insideCount).enumerated() {
      let name: String
      switch end.kind {
      case .pod(let index):
        let pod = cluster.pods[index]
        name = cluster.text(ObjectName(pod.id.namespace, pod.workload?.name ?? pod.id.name))
      case .node(let index): name = "node/\(situation.book.nodes[index])"
      case .outside: continue
      }
      result[name, default: []].append(Int32(number))
    }
    return result
  }

  private static func outside(_ old: Situation?, _ new: Situation) -> [JointParty] {
    var blocks: Set<CIDR> = []
    var inside: [End] = []
    for situation in [old, new].compactMap({ $0 }) {
      inside += situation.reachability.ends.prefix(situation.reachability.index.insideCount)
      for case .outside(let block, let holes) in situation.reachability.ends.map(\.kind) {
        blocks.insert(block)
        blocks.formUnion(holes)
      }
    }
    let index = EndIndex(inside, blocks: blocks, family: new.reachability.index.family)
    return index.ends.dropFirst(index.insideCount).compactMap { end in
      guard case .outside(let block, let holes) = end.kind else { return nil }
      let name = holes.isEmpty ? "" : " except " + holes.map(\.description).joined(separator: ", ")
      let number = { (situation: Situation?) -> [Int32] in
        situation?.reachability.index.end(at: end.address).map { [Int32($0)] } ?? []
      }
      return JointParty(name: block.description + name, isOutside: true, old: number(old), new: number(new))
    }
  }
}
