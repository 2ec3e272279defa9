internal import Backend
internal import Diagnostics
internal import PolicyModel
internal import Simulation

extension Limits {
  /// What follows from each refusal: a refused policy isolates nobody, so that its pods are as open or as closed as the
  /// policies that are in force leave them.
  func refusals() -> [Diagnostic] {
    let refused = Set(program.refusals.map(\.policy))
    let inForce = cluster.policies.filter { !refused.contains($0.id) }
    return program.refusals.map { refusal in
      let policy = cluster.policies.first { $0.id == refusal.policy }
      let follows = policy.map { effect(of: $0, beside: inForce) } ?? "it has no effect"
      return Diagnostic(
        .warning, "npm-refused", at: cluster.files.place(of: refusal.position),
        "azure-npm ignores policy \"\(cluster.text(refusal.policy))\": \(refusal.path) \"\(refusal.value)\" "
          + "\(refusal.reason); \(follows)")
    }
  }

  private func effect(of policy: NetworkPolicy, beside others: [NetworkPolicy]) -> String {
    let subjects = cluster.pods.filter { policy.selects($0) }
    guard !subjects.isEmpty else { return "it selects no pod today" }
    let directions = [NetworkPolicy.Direction.ingress, .egress].filter { policy.policyTypes.contains($0) }
    let open = directions.map { direction in
      subjects.count { pod in !others.contains { $0.policyTypes.contains(direction) && $0.selects(pod) } }
    }
    if open.allSatisfy({ $0 == subjects.count }) { return "its pods stay open, as if it did not exist" }
    if open.allSatisfy({ $0 == 0 }) {
      return "other policies isolate its pods, which stay closed to what only it would allow"
    }
    let parts = zip(directions, open).map { direction, count in
      "\(count) of its \(subjects.count) pods for \(direction.rawValue.lowercased())"
    }
    return "as if it did not exist, it leaves open \(parts.joined(separator: " and ")); "
      + "other policies isolate the rest, which stay closed to what only it would allow"
  }
}

extension NetworkPolicy {
  fileprivate func selects(_ pod: Pod) -> Bool {
    id.namespace == pod.id.namespace && !pod.isHostNetwork && !pod.phase.isOver && podSelector.matches(pod.labels)
  }
}
