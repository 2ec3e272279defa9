public import PolicyModel
public import Reachability
internal import Traffic

/// The ends of a reachability under the names that people know: pods in the cluster's order, nodes, addresses, the
/// outside.
public struct PartyList: Sendable {
  /// The parties, in the order in which they are listed.
  public private(set) var parties: [Party] = []
  /// The pods that have no address of the family or are over: nothing can reach them.
  public private(set) var unreachable: [String] = []
  private let cluster: Cluster
  private let reachability: Reachability

  /// What makes pods one party.
  private struct FoldKey: Hashable {
    var namespace: Symbol
    var workload: Workload
    var classNumber: Int32
    /// The node, where it matters.
    var node: Int?
  }

  /// The parties of a cluster; costs O(pods), and O(classes²) for folding under an engine whose nodes differ.
  public init(_ cluster: Cluster, _ reachability: Reachability, options: PartyOptions) {
    self.cluster = cluster
    self.reachability = reachability
    addPods(isFolded: options.isFolded)
    if options.hasNodes { addNodes() }
    for address in options.addresses {
      guard let end = reachability.index.end(at: address) else { continue }
      parties.append(Party(address.description, end: end, isOutside: reachability.ends[end].isOutside))
    }
    guard options.hasOutside else { return }
    for (number, end) in reachability.ends.enumerated() {
      if let name = end.outsideName { parties.append(Party(name, end: number, isOutside: true)) }
    }
  }

  private mutating func addPods(isFolded: Bool) {
    let matters = isFolded && reachability.dependsOnNodes
    var places: [FoldKey: Int] = [:]
    for pod in cluster.pods {
      let name = cluster.text(pod.id)
      guard let end = end(of: pod) else {
        unreachable.append(name)
        continue
      }
      guard isFolded, let workload = pod.workload else {
        parties.append(Party(name, end: end))
        continue
      }
      let key = FoldKey(
        namespace: pod.id.namespace, workload: workload, classNumber: reachability.classOf[end],
        node: matters ? reachability.ends[end].node : nil)
      if let place = places[key] {
        parties[place].members.append(name)
        parties[place].ends.append(end)
      } else {
        places[key] = parties.count
        parties.append(Party(name, end: end))
      }
    }
    nameFolds(places)
  }

  /// A workload's name where all its pods are one party, else the first pod's.
  private mutating func nameFolds(_ places: [FoldKey: Int]) {
    struct Name: Hashable {
      var namespace: Symbol
      var workload: Workload
    }
    let counts = Dictionary(
      places.keys.map { (Name(namespace: $0.namespace, workload: $0.workload), 1) }, uniquingKeysWith: +)
    for (key, place) in places where parties[place].ends.count > 1 {
      let count = parties[place].ends.count
      let isWhole = counts[Name(namespace: key.namespace, workload: key.workload)] == 1
      let workload = "\(cluster.text(key.namespace))/\(cluster.text(key.workload.name))"
      parties[place].name = isWhole ? "\(workload) (\(count) pods)" : "\(parties[place].name) (+\(count - 1))"
    }
  }

  private mutating func addNodes() {
    for node in cluster.nodes {
      let ends = node.addresses.compactMap { reachability.index.end(at: $0) }
      if let end = ends.first { parties.append(Party("node/\(cluster.text(node.name))", end: end)) }
    }
  }

  private func end(of pod: Pod) -> Int? {
    guard !pod.phase.isOver else { return nil }
    for address in pod.addresses { if let end = reachability.index.end(at: address) { return end } }
    return nil
  }

  /// The names of the pods that a workload, named `namespace/name`, stands for.
  func pods(ofWorkload text: String) -> Set<String> {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, let namespace = cluster.symbols.find(String(parts[0])),
      let name = cluster.symbols.find(String(parts[1]))
    else { return [] }
    let pods = cluster.pods.lazy.filter { $0.id.namespace == namespace && $0.workload?.name == name }
    return Set(pods.map { cluster.text($0.id) })
  }

  /// The end that has an address.
  func end(at address: IPAddress) -> Int? { reachability.index.end(at: address) }

  /// Whether an end is no part of the cluster.
  func isOutside(_ end: Int) -> Bool { reachability.ends[end].isOutside }
}
