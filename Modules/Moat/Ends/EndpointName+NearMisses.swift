internal import PolicyModel
internal import Text

extension EndpointName {
  /// Names of the cluster that were probably meant: the same name in another namespace or of another kind, or names at
  /// most two edits away; the nearest first, three at most.
  func nearMisses(in cluster: Cluster) -> NearNames {
    let own = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return NearNames(to: text, among: cluster.endpointNames) { name in
      own.count > 1 && name.hasSuffix("/" + (own.last ?? "")) || name.hasSuffix("/" + text)
    }
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
