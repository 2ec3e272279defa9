internal import Netfilter

/// Which policies select which classes of endpoints.
struct PolicyMembership {
  /// For each class the policies that select it, in the engine's order.
  let policiesOfClass: [[Int]]
  /// The sets that policies need which select any endpoint at all.
  let usedSets: Bitset
  /// The policies that select any endpoint at all.
  let selectingPolicies: Bitset

  init(_ policies: [CompiledPolicy], classCount: Int, setCount: Int, classes: (Selector) -> Bitset) {
    var policiesOfClass = [[Int]](repeating: [], count: classCount)
    var usedSets = Bitset(bound: setCount)
    var selecting = Bitset(bound: policies.count)
    var known: [Int: Bitset] = [:]
    for (number, policy) in policies.enumerated() {
      let selected = known[policy.selectorNumber] ?? classes(policy.selector)
      known[policy.selectorNumber] = selected
      guard !selected.isEmpty else { continue }
      selecting.insert(number)
      selected.forEach { policiesOfClass[$0].append(number) }
      for set in policy.sets { usedSets.insert(set) }
    }
    (self.policiesOfClass, self.usedSets, selectingPolicies) = (policiesOfClass, usedSets, selecting)
  }
}
