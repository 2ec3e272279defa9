internal import Backend
internal import Diagnostics
internal import Netfilter
internal import PolicyModel
internal import Simulation

/// Where an input comes near to what the engine can hold, or beyond it.
struct Limits {
  let cluster: Cluster
  let program: NetfilterDataplane
  let version: AzureNPM.Version

  /// What Microsoft states for the engine.
  private static let mostNodes = 250
  private static let mostPods = 20_000
  /// What a comment keeps in the kernel, in bytes.
  private static let longestComment = 255
  /// More rules than this out of one selector are worth a word.
  private static let manyRules = 20

  /// All of it, by kind.
  func findings() -> [Diagnostic] {
    sizes() + refusals() + fullSets() + comments() + expansions() + collisions()
  }

  private func sizes() -> [Diagnostic] {
    var found: [Diagnostic] = []
    let nodes = cluster.nodes.count
    if nodes > Self.mostNodes {
      found.append(
        Diagnostic(
          .warning, "npm-nodes", at: .none, "\(nodes) nodes; azure-npm is supported up to \(Self.mostNodes) nodes"))
    }
    let pods = cluster.pods.count
    if pods > Self.mostPods {
      found.append(
        Diagnostic(.warning, "npm-pods", at: .none, "\(pods) pods; azure-npm is supported up to \(Self.mostPods) pods"))
    }
    return found
  }

  /// What follows from each refusal: a refused policy isolates nobody.
  private func refusals() -> [Diagnostic] {
    program.refusals.map { refusal in
      let policy = cluster.policies.first { $0.id == refusal.policy }
      let others = policy.map { isolatedOtherwise($0) } ?? false
      let follows =
        others
        ? "other policies isolate its pods, which stay closed to what only it would allow"
        : "its pods stay open, as if it did not exist"
      return Diagnostic(
        .warning, "npm-refused", at: cluster.files.place(of: refusal.position),
        "azure-npm ignores policy \"\(cluster.text(refusal.policy))\": \(refusal.path) \"\(refusal.value)\" "
          + "\(refusal.reason); \(follows)")
    }
  }

  private func isolatedOtherwise(_ policy: NetworkPolicy) -> Bool {
    let subjects = cluster.pods.filter {
      $0.id.namespace == policy.id.namespace && policy.podSelector.matches($0.labels)
    }
    return subjects.contains { pod in
      cluster.policies.contains { other in
        other.id != policy.id && other.id.namespace == policy.id.namespace && other.podSelector.matches(pod.labels)
          && !Set(other.policyTypes).isDisjoint(with: policy.policyTypes)
      }
    }
  }

  private func fullSets() -> [Diagnostic] {
    let sets = program.programs.first?.program.sets ?? []
    return sets.compactMap { set in
      let (count, capacity) = (set.members.count, Int(set.capacity))
      guard count * 10 >= capacity * 9 else { return nil }
      let label = set.label.isEmpty ? set.name.text : set.label
      let words = count > capacity ? "more than its" : "near its"
      return Diagnostic(
        .warning, "npm-set-full", at: .none,
        "set \(label) would have \(count) members, \(words) limit of \(capacity); the kernel refuses what is over")
    }
  }

  private func comments() -> [Diagnostic] {
    var seen: Set<UInt32> = []
    var found: [Diagnostic] = []
    for rule in (program.programs.first?.program.tables ?? []).lazy.flatMap(\.chains).flatMap(\.rules) {
      guard let policy = rule.origin.policy, rule.hasLongComment(Self.longestComment), seen.insert(policy).inserted
      else { continue }
      let name = cluster.text(cluster.policies[Int(policy)].id)
      found.append(
        Diagnostic(
          .note, "npm-comment-cut", at: cluster.files.place(of: cluster.policies[Int(policy)].position),
          "the kernel cuts a comment of policy \"\(name)\" to \(Self.longestComment) bytes"))
    }
    return found
  }

  /// Selectors that are multiplied out.
  private func expansions() -> [Diagnostic] {
    cluster.policies.flatMap { policy in
      (policy.ingress + policy.egress).flatMap(\.peers).compactMap(\.namespaceSelector).compactMap { selector in
        let many = selector.matchExpressions.filter { $0.values.count > 1 }
        let count = many.reduce(1) { $0 * $1.values.count }
        let hasNotIn = many.contains { $0.comparison == .notIn }
        guard count >= Self.manyRules || hasNotIn else { return nil }
        let effect = hasNotIn ? "; with NotIn they let everybody in" : ""
        return Diagnostic(
          .warning, "npm-expansion", at: cluster.files.place(of: selector.position),
          "azure-npm makes \(count) OR-ed alternatives of a namespaceSelector of policy "
            + "\"\(cluster.text(policy.id))\"\(effect)")
      }
    }
  }

  /// 32-bit names that two sets or two policies share.
  private func collisions() -> [Diagnostic] {
    guard version == .v1_5, let program = program.programs.first?.program else { return [] }
    let sets = program.sets.filter { !$0.meaning.isEmpty }.map { set in
      Diagnostic(.warning, "npm-collision", at: .none, "one set stands for two: \(set.meaning), \(set.name)")
    }
    let chains = program.tables.flatMap(\.chains).compactMap { chain -> Diagnostic? in
      guard chain.name.text.hasPrefix("AZURE-NPM-INGRESS-") || chain.name.text.hasPrefix("AZURE-NPM-EGRESS-") else {
        return nil
      }
      let policies = Set(chain.rules.compactMap(\.origin.policy)).sorted()
      guard policies.count > 1 else { return nil }
      let names = policies.map { cluster.text(cluster.policies[Int($0)].id) }.joined(separator: " and ")
      return Diagnostic(.warning, "npm-collision", at: .none, "policies \(names) share one 32-bit name, \(chain.name)")
    }
    return sets + chains
  }
}

extension Rule {
  fileprivate func hasLongComment(_ limit: Int) -> Bool {
    matches.contains { match in
      if case .comment(let text) = match { text.utf8.count > limit } else { false }
    }
  }
}
