internal import PolicyModel
internal import Reachability

/// The pods of a cluster by namespace and labels: all that a selector can tell apart.
struct PodKinds {
  /// Pods of one namespace with equal labels.
  private struct Kind {
    var labels: LabelSet
    var ends: [Int32]
  }

  /// The selectors of a peer, without the places where they were read.
  private struct Question: Hashable {
    var namespace: Symbol?
    var namespaces: LabelSelector?
    var pods: LabelSelector?
  }

  private var kinds: [Symbol: [Kind]] = [:]
  private let namespaces: [Namespace]
  /// The answers given so far, each once.
  private(set) var lists: [[Int32]] = []
  private var known: [Question: Int] = [:]

  init(_ cluster: Cluster, ends: [End]) {
    namespaces = cluster.namespaces
    var numbers: [Symbol: [LabelSet: Int]] = [:]
    for (index, end) in ends.enumerated() {
      guard case .pod(let number) = end.kind else { continue }
      let pod = cluster.pods[number]
      let space = pod.id.namespace
      if let kind = numbers[space, default: [:]][pod.labels] {
        kinds[space]?[kind].ends.append(Int32(index))
      } else {
        numbers[space, default: [:]][pod.labels] = kinds[space, default: []].count
        kinds[space, default: []].append(Kind(labels: pod.labels, ends: [Int32(index)]))
      }
    }
  }

  /// The pods of a namespace that a selector selects, each once, as a number in `lists`.
  mutating func ends(in namespace: Symbol, _ selector: LabelSelector) -> Int {
    answer(Question(namespace: namespace, pods: selector.withoutPlaces))
  }

  /// The pods that a peer's selectors select, each once, as a number in `lists`; `namespace` is the policy's own.
  mutating func ends(_ peer: PolicyPeer, of namespace: Symbol) -> Int? {
    guard peer.podSelector != nil || peer.namespaceSelector != nil else { return nil }
    return answer(
      Question(
        namespace: peer.namespaceSelector == nil ? namespace : nil, namespaces: peer.namespaceSelector?.withoutPlaces,
        pods: peer.podSelector?.withoutPlaces))
  }

  /// Adds a list of ends that no selector made.
  mutating func add(_ ends: [Int32]) -> Int {
    lists.append(ends)
    return lists.count - 1
  }

  private mutating func answer(_ question: Question) -> Int {
    if let known = known[question] { return known }
    var chosen = question.namespace.map { [$0] } ?? []
    if let selector = question.namespaces {
      chosen = namespaces.filter { selector.matches($0.labels) }.map(\.name)
    }
    var ends: [Int32] = []
    for namespace in chosen {
      for kind in kinds[namespace] ?? [] where question.pods?.matches(kind.labels) ?? true { ends += kind.ends }
    }
    let number = add(ends)
    known[question] = number
    return number
  }
}

extension LabelSelector {
  /// The same selector, equal to every other that says the same in the same order.
  fileprivate var withoutPlaces: LabelSelector {
    LabelSelector(
      matchLabels: matchLabels,
      matchExpressions: matchExpressions.map { LabelRequirement($0.key, $0.comparison, $0.values) })
  }
}
