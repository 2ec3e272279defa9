public import Backend
public import PolicyModel

/// The rules that contenders make of one policy, next to each other: aligned by direction, rule and peer of the YAML.
public struct PolicyTable: Sendable {
  /// What one place of the policy became.
  public struct Row: Sendable {
    /// The place.
    public var source: PolicyReference
    /// For each contender its rules, in the order of its program.
    public var rules: [[String]]
  }

  /// The policy.
  public let policy: ObjectName
  /// For each contender the node whose rules these are; `nil` where no node has any.
  public let nodes: [NodeName?]
  /// A row for each place that became rules, in the order of the policy; what frames them comes first.
  public let rows: [Row]

  /// The rules of a policy; `nil` for one that the contenders' cluster does not have.
  public init?(_ policy: ObjectName, _ contenders: [Contender]) {
    guard let cluster = contenders.first?.cluster,
      let index = cluster.policies.firstIndex(where: { $0.id == policy })
    else { return nil }
    let found = contenders.map { ($0.program as? any InspectableProgram)?.rules(of: index) }
    self.policy = policy
    nodes = found.map { $0?.node }
    var sources: Set<PolicyReference> = []
    for rules in found { sources.formUnion((rules?.lines ?? []).map(\.source)) }
    rows = sources.sorted { Self.order($0) < Self.order($1) }.map { source in
      Row(source: source, rules: found.map { ($0?.lines ?? []).filter { $0.source == source }.map(\.text) })
    }
  }

  private static func order(_ source: PolicyReference) -> (Int, Int, Int) {
    (source.direction == .ingress ? 0 : 1, source.rule ?? -1, source.peer ?? -1)
  }
}
