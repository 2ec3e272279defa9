/// A chain of a table, with its rules in order.
public struct Chain: Sendable {
  /// The name.
  public var name: ChainName
  /// What happens at the end of a kernel chain; `nil` for all others.
  public var policy: ChainPolicy?
  /// The rules.
  public var rules: [Rule]
  /// What a dump said the policy has counted; no part of equality.
  public var counters: Counters?

  /// A chain; one without policy is not the kernel's own.
  public init(_ name: ChainName, policy: ChainPolicy? = nil, rules: [Rule] = []) {
    (self.name, self.policy, self.rules) = (name, policy, rules)
    counters = nil
  }
}

extension Chain: Hashable {
  /// The same name, policy and rules.
  public static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.policy == right.policy && left.rules == right.rules
  }

  /// Hashes the name and the number of rules.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(rules.count)
  }
}
