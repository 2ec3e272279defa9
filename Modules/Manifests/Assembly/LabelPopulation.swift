internal import PolicyModel

/// The label sets that the pods of each namespace have, found by one of their labels.
struct LabelPopulation {
  private struct Key: Hashable {
    var namespace: Symbol
    var labels: LabelSet
  }

  private struct Entry: Hashable {
    var namespace: Symbol
    var label: Label
  }

  private var byLabel: [Entry: [LabelSet]] = [:]
  private var byNamespace: [Symbol: [LabelSet]] = [:]

  /// Those of the given pods.
  init(_ pods: [Pod]) {
    for key in Set(pods.map { Key(namespace: $0.id.namespace, labels: $0.labels) }) {
      byNamespace[key.namespace, default: []].append(key.labels)
      for label in key.labels.labels {
        byLabel[Entry(namespace: key.namespace, label: label), default: []].append(key.labels)
      }
    }
  }

  /// Whether a pod of the namespace is selected.
  func has(_ selector: LabelSelector, in namespace: Symbol) -> Bool {
    let lists = selector.matchLabels.map { byLabel[Entry(namespace: namespace, label: $0)] ?? [] }
    let candidates = lists.min { $0.count < $1.count } ?? byNamespace[namespace] ?? []
    return candidates.contains { selector.matches($0) }
  }
}
