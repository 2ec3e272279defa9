internal import PolicyModel
internal import Text

extension EndpointName {
  /// Names of the cluster that were probably meant: the same name in another namespace or of another kind, or names at
  /// most two edits away; the nearest first, three at most.
  func nearMisses(in cluster: Cluster) -> [String] {
    let own = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let limit = min(2, text.utf8.count / 3)
    var found: [(distance: Int, name: String)] = []
    for name in cluster.endpointNames {
      let distance = editDistance(text, name, limit: limit)
      let isNamesake = own.count > 1 && name.hasSuffix("/" + (own.last ?? ""))
      if distance <= limit || isNamesake || name.hasSuffix("/" + text) {
        found.append((distance <= limit ? distance : limit + 1, name))
      }
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }
}

extension Cluster {
  /// Everything that can be named as an end, each name once.
  fileprivate var endpointNames: Set<String> {
    var names = Set(nodes.map { "node/" + text($0.name) })
    names.formUnion(nodeNames.map { "node/\($0)" })
    names.formUnion(services.map { "svc/" + text($0.id) })
    for pod in pods {
      names.insert(text(pod.id))
      if let workload = pod.workload { names.insert(text(ObjectName(pod.id.namespace, workload.name))) }
    }
    return names
  }
}
