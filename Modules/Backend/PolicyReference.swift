public import Diagnostics
public import PolicyModel

/// A place within a policy: the policy itself, one of its rules, or one peer of a rule.
public struct PolicyReference: Hashable, Sendable {
  /// The policy.
  public var policy: ObjectName
  /// The direction of the rule.
  public var direction: NetworkPolicy.Direction
  /// The index of the rule, from 0; `nil` for the policy as a whole.
  public var rule: Int?
  /// The index of the rule's peer, from 0; `nil` for the rule as a whole.
  public var peer: Int?

  /// A reference.
  public init(_ policy: ObjectName, _ direction: NetworkPolicy.Direction, rule: Int? = nil, peer: Int? = nil) {
    self.policy = policy
    self.direction = direction
    self.rule = rule
    self.peer = peer
  }

  /// The field that it names, as in `spec.ingress[0].from[1]`.
  public var path: String {
    let list = direction == .ingress ? "ingress" : "egress"
    let peers = direction == .ingress ? "from" : "to"
    return "spec" + (rule.map { ".\(list)[\($0)]" } ?? "") + (peer.map { ".\(peers)[\($0)]" } ?? "")
  }

  /// Where the field was read; `.none` where the policy is not in the cluster.
  public func place(in cluster: Cluster) -> Place {
    guard let policy = cluster.policies.first(where: { $0.id == self.policy }) else { return .none }
    let rules = policy.rules(direction)
    guard let rule, rules.indices.contains(rule) else { return cluster.files.place(of: policy.position) }
    guard let peer, rules[rule].peers.indices.contains(peer) else {
      return cluster.files.place(of: rules[rule].position)
    }
    return cluster.files.place(of: rules[rule].peers[peer].position)
  }
}
