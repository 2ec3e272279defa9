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
  let policies: [Int]
  /// The chain to ask: that of its only policy, or the group's own.
  let chain: ChainName

  /// The group of these policies; at least one.
  init(_ policies: [Int], _ direction: Origin.Direction, of all: [CompiledPolicy]) {
    (self.policies, self.direction) = (policies, direction)
    chain =
      policies.count == 1 ? all[policies[0]].identity.chain(direction) : Self.chain(of: policies, direction, among: all)
  }

  /// Whether its only policy's chain stands for it.
  var isInlined: Bool { policies.count == 1 }

  /// The policies of a direction cut where the selector changes.
  static func cut(_ policies: [Int], of all: [CompiledPolicy]) -> [[Int]] {
    var runs: [[Int]] = []
    for policy in policies {
      if let last = runs.last?[0], all[last].selectorNumber == all[policy].selectorNumber {
        runs[runs.count - 1].append(policy)
      } else {
        runs.append([policy])
      }
    }
    return runs
  }

  private static func chain(
    of policies: [Int], _ direction: Origin.Direction, among all: [CompiledPolicy]
  ) -> ChainName {
    let first = all[policies[0]]
    var lines = [first.selectorText, direction == .ingress ? "inbound" : "outbound", "\(policies.count)"]
    if first.identity.version == .v3_31 { lines.insert(tier, at: 0) }
    lines += policies.map { all[$0].identity.groupLine }
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
