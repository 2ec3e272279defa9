internal import Digest
internal import Netfilter

/// Policies that follow each other in an endpoint's list and have one selector: more than one get a chain of their own.
///
/// Source: `felix/rules/endpoints.go`, `felix/dataplane/linux/endpoint_mgr.go`.
struct PolicyGroup {
  /// The tier of all Kubernetes policies.
  static let tier = "default"

  /// So many jumps stand between two rules that leave the chain once there is a verdict.
  static let stride = 5

  let direction: Origin.Direction
  /// The policies, as indices in the engine's order.
  var policies: [Int]

  /// The policies of a direction cut into groups; `selector` gives a number that is the same for equal selectors.
  static func groups(
    of policies: [Int], _ direction: Origin.Direction, selector: (Int) -> Int
  ) -> [PolicyGroup] {
    var groups: [PolicyGroup] = []
    for policy in policies {
      if let last = groups.last?.policies[0], selector(last) == selector(policy) {
        groups[groups.count - 1].policies.append(policy)
      } else {
        groups.append(PolicyGroup(direction: direction, policies: [policy]))
      }
    }
    return groups
  }

  /// The name of its chain.
  func chain(of policies: [CompiledPolicy]) -> ChainName {
    var lines = [
      policies[self.policies[0]].selectorText, direction == .ingress ? "inbound" : "outbound", "\(self.policies.count)",
    ]
    if policies[self.policies[0]].identity.version == .v3_31 { lines.insert(Self.tier, at: 0) }
    lines += self.policies.map { policies[$0].identity.groupLine }
    let text = lines.map { $0 + "\n" }.joined()
    let prefix = direction == .ingress ? "cali-gi-" : "cali-go-"
    let limit = ChainName.maximumLength - prefix.utf8.count
    return ChainName(prefix + Base64URL.encode(SHA3.digest224(Array(text.utf8)), limit: limit))
  }

  /// The rules of its chain.
  func rules(of policies: [CompiledPolicy], marks: Marks) -> [Rule] {
    let verdict = marks.pass | marks.accept
    var rules: [Rule] = []
    for (index, policy) in self.policies.enumerated() {
      let isFirst = index % Self.stride == 0
      if isFirst, index > 0 { rules.append(Rule([.comment("Return on verdict"), .isNotClear(verdict)], .return)) }
      rules.append(
        Rule(
          isFirst ? [] : [.isClear(verdict)], .jump(policies[policy].identity.chain(direction)),
          origin: Origin(policy: policies[policy].index, direction: direction)))
    }
    return rules
  }
}
