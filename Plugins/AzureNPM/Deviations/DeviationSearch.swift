internal import Backend
internal import PolicyModel
internal import Traffic

/// Finds the known deviation that makes the engine decide a packet as it does.
struct DeviationSearch {
  let question: DeviationQuestion
  let version: AzureNPM.Version

  private var cluster: Cluster { question.cluster }
  private var packet: Packet { question.connection.packet }
  private var isAllowed: Bool { question.decision.verdict == .allowed }

  /// The deviation; `nil` where none of the known ones is the cause.
  func answer() -> DeviationAnswer? {
    if isAllowed, packet.source.family == .ipv6 {
      return DeviationAnswer(Deviations.ipv6Unfiltered, "azure-npm makes no ip6tables rules")
    }
    if isAllowed, let node = ownNode {
      let words = "the packet between a pod and its own node \(node) meets no rule of azure-npm"
      return DeviationAnswer(Deviations.hostInput, words, sources: question.expected.denyingPolicies)
    }
    return collided() ?? refused() ?? negated() ?? leaving()
  }

  /// Names that stand for two, if with names of their own the engine would decide otherwise.
  private func collided() -> DeviationAnswer? {
    guard version == .v1_5 else { return nil }
    let collisions = question.memo.value { Collisions(cluster) }
    guard let (decision, shared) = collisions.difference(question) else { return nil }
    let names = shared.prefix(3).map(\.words).joined(separator: "; ") + (shared.count > 3 ? "; and others" : "")
    let deciding = question.decision.deciding.isEmpty ? decision.deciding : question.decision.deciding
    return DeviationAnswer(
      Deviations.hashCollision,
      "\(names); with names of their own azure-npm would \(isAllowed ? "deny" : "allow") it", sources: deciding)
  }

  /// The node, if the ends are a pod and its own node.
  private var ownNode: NodeName? {
    switch (question.book.owner(of: packet.source), question.book.owner(of: packet.destination)) {
    case (.pod(let pod), .node(let node)), (.node(let node), .pod(let pod)):
      question.book.node(ofPod: pod) == node ? question.book.nodes[node] : nil
    default: nil
    }
  }

  /// A refused policy that would have denied the packet, or let it pass.
  private func refused() -> DeviationAnswer? {
    guard question.decision.verdict != question.expected.verdict else { return nil }
    for source in question.expected.deciding {
      guard let refusal = question.refusals.first(where: { $0.policy == source.policy }) else { continue }
      let isIPv6 = refusal.reason == "is IPv6"
      let name = cluster.text(refusal.policy)
      let words = "azure-npm ignores policy \(name), because \(refusal.path) \"\(refusal.value)\" \(refusal.reason)"
      return DeviationAnswer(
        isIPv6 ? Deviations.ipv6Refused : Deviations.policyRefused, words, sources: [source])
    }
    return nil
  }

  /// A rule with negated sets that let the packet pass.
  private func negated() -> DeviationAnswer? {
    guard isAllowed, let denial = question.expected.denial else { return nil }
    for step in question.decision.trace {
      guard let source = step.source, source.direction == denial.direction, let peer = peer(at: source),
        let selector = peer.namespaceSelector
      else { continue }
      if let answer = answer(step, source, selector, peerAddress: denial.peer) { return answer }
    }
    return nil
  }

  private func answer(
    _ step: TraceStep, _ source: PolicyReference, _ selector: LabelSelector, peerAddress: IPAddress
  ) -> DeviationAnswer? {
    let rule = "\(step.place.chain) rule \(step.place.rule ?? 0)"
    let why = step.sets.filter(\.isNegated).map(\.description).joined(separator: ", ")
    let isPod = if case .pod = question.book.owner(of: peerAddress) { true } else { false }
    let negatives = selector.matchExpressions.filter { $0.comparison == .notIn || $0.comparison == .doesNotExist }
    if isPod, let multi = negatives.first(where: { $0.values.count > 1 }) {
      let values = multi.values.map { cluster.text($0) }.joined(separator: ", ")
      let words =
        "azure-npm turns NotIn [\(values)] of \(cluster.text(multi.key)) into \(multi.values.count) rules that are OR-ed: "
        + "\(rule) matches, since \(why)"
      return DeviationAnswer(Deviations.notInMulti, words, sources: [source])
    }
    if !isPod, !negatives.isEmpty, !why.isEmpty {
      let words = "\(rule) has only negated sets, which match what is no pod, too: \(why)"
      return DeviationAnswer(Deviations.negationExternal, words, sources: [source])
    }
    let keys = selector.matchExpressions.map(\.key) + selector.matchLabels.map(\.key)
    if keys.contains(where: { cluster.text($0) == "all-namespaces" }) {
      let words = "\(rule) asks the set nslabel-all-namespaces, which holds every namespace"
      return DeviationAnswer(Deviations.allNamespacesLabel, words, sources: [source])
    }
    return nil
  }

  /// An end whose pod or namespace is on its way out.
  private func leaving() -> DeviationAnswer? {
    guard question.decision.verdict != question.expected.verdict else { return nil }
    for address in [packet.source, packet.destination] {
      guard case .pod(let index) = question.book.owner(of: address) else { continue }
      let pod = cluster.pods[index]
      if pod.deletion == .grace(seconds: 0) {
        let words = "pod \(cluster.text(pod.id)) is being deleted with a grace period of 0, and is in no set"
        return DeviationAnswer(Deviations.podLeaving, words, sources: question.expected.deciding)
      }
      if cluster.namespaces.contains(where: { $0.name == pod.id.namespace && $0.isBeingDeleted }) {
        let words = "namespace \(cluster.text(pod.id.namespace)) is being deleted, and is in no set of its labels"
        return DeviationAnswer(Deviations.namespaceLeaving, words, sources: question.expected.deciding)
      }
    }
    return nil
  }

  private func peer(at source: PolicyReference) -> PolicyPeer? {
    guard let rule = source.rule, let peer = source.peer,
      let policy = cluster.policies.first(where: { $0.id == source.policy })
    else { return nil }
    let rules = policy.rules(source.direction)
    guard rules.indices.contains(rule), rules[rule].peers.indices.contains(peer) else { return nil }
    return rules[rule].peers[peer]
  }
}
