internal import PolicyModel

extension ClusterBuilder {
  /// Gives every namespace the label that the API server gives it, and adds those that are named but not declared.
  ///
  /// A namespace that says `labels: {}` is taken at its word: so does a dump of a cluster that has none.
  mutating func completeNamespaces() {
    let key = symbols.intern("kubernetes.io/metadata.name")
    for index in found.namespaces.indices {
      let namespace = found.namespaces[index]
      let label = Label(key, namespace.name)
      if namespace.labels.contains(label) || found.bareNamespaces.contains(namespace.name) { continue }
      let others = namespace.labels.labels.filter { $0.key != key }
      found.namespaces[index].labels = LabelSet(sorted: symbols.sorted(others + [label]))
    }
    var named = Set(pods.map(\.id.namespace))
    named.formUnion(found.services.map(\.id.namespace))
    named.formUnion(found.policies.map(\.id.namespace))
    named.formUnion(found.workloads.map(\.id.namespace))
    named.subtract(found.namespaces.map(\.name))
    let implied = named.sorted { symbols.precedes($0, $1) }
    for name in implied {
      let labels = LabelSet(sorted: [Label(key, name)])
      found.namespaces.append(Namespace(name: name, labels: labels, isDeclared: false))
    }
    if !implied.isEmpty { report.add(.impliedNamespaces(implied.prefix(12).map(symbols.text), count: implied.count)) }
  }
}
