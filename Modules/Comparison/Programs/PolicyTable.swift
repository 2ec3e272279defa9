public import Backend
public import PolicyModel
internal import Reachability
public import Traffic

/// The rules that contenders make of one policy, next to each other: aligned by direction, rule and peer of the YAML.
public struct PolicyTable: Sendable {
  /// What one place of the policy became.
  public struct Row: Sendable {
    /// The place.
    public var source: PolicyReference
    /// For each contender its rules, in the order of its program.
    public var rules: [[String]]
  }

  /// Why a contender has no rule of the policy, or not all.
  public enum Absence: Hashable, Sendable {
    /// The engine refuses the policy, or a part of it.
    case refused(Refusal)
    /// The engine has no program that could be looked at.
    case noProgram
    /// It has none of the family, for the reason that it states, if it does.
    case noFamily(AddressFamily, remark: String?)
    /// No node holds the policy.
    case noNode
  }

  /// The policy.
  public let policy: ObjectName
  /// For each contender why rules are missing; nothing where none are.
  public let absences: [[Absence]]
  /// For each contender the node whose rules these are; `nil` where no node has any.
  public let nodes: [NodeName?]
  /// A row for each place that became rules, in the order of the policy; what frames them comes first.
  public let rows: [Row]

  /// The rules of a policy in the contenders' family; `nil` for one that their cluster does not have.
  public init?(_ policy: ObjectName, _ contenders: [Contender]) {
    guard let cluster = contenders.first?.cluster,
      let index = cluster.policies.firstIndex(where: { $0.id == policy })
    else { return nil }
    let found = contenders.map { contender in
      (contender.program as? any InspectableProgram)?.rules(of: index, family: contender.reachability.index.family)
    }
    self.policy = policy
    absences = zip(contenders, found).map { Self.absences(of: policy, in: $0, hasRules: $1 != nil) }
    nodes = found.map { $0?.node }
    var sources: Set<PolicyReference> = []
    for rules in found { sources.formUnion((rules?.lines ?? []).map(\.source)) }
    rows = sources.sorted { Self.order($0) < Self.order($1) }.map { source in
      Row(source: source, rules: found.map { ($0?.lines ?? []).filter { $0.source == source }.map(\.text) })
    }
  }

  private static func absences(of policy: ObjectName, in contender: Contender, hasRules: Bool) -> [Absence] {
    let refusals = contender.program.refusals.filter { $0.policy == policy }.map { Absence.refused($0) }
    if hasRules { return refusals }
    guard let program = contender.program as? any InspectableProgram else { return refusals + [.noProgram] }
    let family = contender.reachability.index.family
    guard program.families.contains(family) else {
      return [.noFamily(family, remark: contender.backend.descriptor.remark(on: family))] + refusals
    }
    return refusals.isEmpty ? [.noNode] : refusals
  }

  private static func order(_ source: PolicyReference) -> (Int, Int, Int) {
    (source.direction == .ingress ? 0 : 1, source.rule ?? -1, source.peer ?? -1)
  }
}
