internal import PolicyModel
internal import Traffic

extension PolicyWording {
  /// The first condition of a peer that does not hold, in words; `nil` if all do.
  func failure(of peer: PolicyPeer, of policy: NetworkPolicy, _ read: ReadPacket) -> String? {
    if let block = peer.ipBlock { return failure(of: block, read.peer) }
    guard peer.podSelector != nil || peer.namespaceSelector != nil else { return "an empty peer stands for nobody" }
    let first = peer.namespaceSelector.map { "namespaceSelector \(describe($0))" }
    let second = peer.podSelector.map { "podSelector \(describe($0))" }
    guard let pod = pod(at: read.peer) else {
      return "\(first ?? second ?? ""): \(describe(read.peer)) is no pod, and selectors stand for pods only"
    }
    let name = cluster.text(pod.id.namespace)
    if let selector = peer.namespaceSelector {
      if let (condition, fact) = failure(of: selector, labels(ofNamespace: pod.id.namespace)) {
        return "namespaceSelector \(condition): namespace \(name) \(fact)"
      }
    } else if pod.id.namespace != policy.id.namespace {
      let own = cluster.text(policy.id.namespace)
      return "\(second ?? ""): without namespaceSelector it stands for pods of namespace \(own); "
        + "\(cluster.text(pod.id)) is in \(name)"
    }
    guard let selector = peer.podSelector, let (condition, fact) = failure(of: selector, pod.labels) else { return nil }
    return "podSelector \(condition): pod \(cluster.text(pod.id)) \(fact)"
  }

  private func failure(of block: IPBlock, _ address: IPAddress) -> String? {
    guard let cidr = block.cidr.cidr else { return "ipBlock \(block.cidr): it is no block" }
    guard cidr.contains(address) else { return "ipBlock \(block.cidr): \(address) is not in it" }
    guard let hole = block.except.first(where: { $0.cidr?.contains(address) == true }) else { return nil }
    return "ipBlock \(block.cidr) except \(hole): \(address) is in the except"
  }

  /// The first requirement of a selector that labels do not meet, and what they are instead.
  private func failure(of selector: LabelSelector, _ labels: LabelSet) -> (condition: String, fact: String)? {
    for label in selector.matchLabels where !labels.contains(label) {
      return ("\(cluster.text(label.key))=\(cluster.text(label.value))", fact(about: label.key, labels))
    }
    for requirement in selector.matchExpressions where !requirement.matches(labels) {
      return (describe(requirement), fact(about: requirement.key, labels))
    }
    return nil
  }

  private func fact(about key: Symbol, _ labels: LabelSet) -> String {
    let name = cluster.text(key)
    return labels.value(of: key).map { "has \(name)=\(cluster.text($0))" } ?? "has no label \(name)"
  }

  private func describe(_ selector: LabelSelector) -> String {
    let labels = selector.matchLabels.map { "\(cluster.text($0.key))=\(cluster.text($0.value))" }
    let parts = labels + selector.matchExpressions.map(describe)
    return parts.isEmpty ? "{}" : parts.joined(separator: ", ")
  }

  private func describe(_ requirement: LabelRequirement) -> String {
    let values = requirement.values.map { cluster.text($0) }.joined(separator: ", ")
    let list = requirement.comparison == .isIn || requirement.comparison == .notIn ? " (\(values))" : ""
    return "\(cluster.text(requirement.key)) \(requirement.comparison.rawValue)\(list)"
  }

  private func describe(_ address: IPAddress) -> String {
    if case .node(let index) = book.owner(of: address) { return "\(address), node \(book.nodes[index])," }
    return "\(address)"
  }
}
