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

  /// Sets near the number of members that the kernel takes; lists of sets have none, whatever size they are made with.
  private func fullSets() -> [Diagnostic] {
    let sets = program.programs.first?.program.sets ?? []
    return sets.filter { $0.type != .listSet }.compactMap { set in
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
    guard version == .v1_5 else { return [] }
    return Collisions.shared(in: program, of: cluster).map {
      Diagnostic(.warning, "npm-collision", at: .none, $0.words)
    }
  }
}

extension Rule {
  fileprivate func hasLongComment(_ limit: Int) -> Bool {
    matches.contains { match in
      if case .comment(let text) = match { text.utf8.count > limit } else { false }
    }
  }
}
