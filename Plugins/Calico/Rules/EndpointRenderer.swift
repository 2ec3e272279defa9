internal import Netfilter
internal import PolicyModel
internal import Traffic

/// The chains of endpoints: what becomes of packets to one (`tw`) and from one (`fw`).
///
/// Endpoints of one class differ in their chains' names only; the rules are printed once for each class.
/// Source: `felix/rules/endpoints.go`.
struct EndpointRenderer {
  private let marks: Marks
  private let head: [RuleTemplate]
  private let encapsulation: [RuleTemplate]
  private let tierStart: RuleTemplate
  private let tierEnd: RuleTemplate
  private let end = RuleTemplate(Rule([.comment("Drop if no profiles matched")], .drop))

  /// The port of VXLAN, which pods may not speak.
  private static let vxlanPort: UInt16 = 4789

  init(marks: Marks) {
    self.marks = marks
    head = [
      Rule([.conntrackState([.related, .established])], .accept), Rule([.conntrackState(.invalid)], .drop),
      Rule([], .clear(marks.accept | marks.pass)),
    ].map { RuleTemplate($0) }
    encapsulation = [
      Rule(
        [
          .comment("Drop VXLAN encapped packets originating in workloads"), .protocol(.udp),
          .multiport(.destination, [PortRange(Self.vxlanPort)]),
        ], .drop, spelling: .protocolNumber),
      Rule(
        [.comment("Drop IPinIP encapped packets originating in workloads"), .protocol(.ipip)], .drop,
        spelling: .protocolNumber),
    ].map { RuleTemplate($0) }
    tierStart = RuleTemplate(Rule([.comment("Start of tier \(PolicyGroup.tier)")], .clear(marks.pass)))
    let words = "End of tier \(PolicyGroup.tier). Drop if no policies passed packet"
    tierEnd = RuleTemplate(Rule([.comment(words), .isClear(marks.pass)], .drop))
  }

  /// The rules for the endpoints of a class, packets to them (ingress) or from them (egress), of those of their groups
  /// of policies and of their profiles; there is no tier where no policy is about the endpoints in the direction.
  func templates(
    _ direction: Origin.Direction, groups: [[RuleTemplate]], profiles: [[RuleTemplate]]
  ) -> [RuleTemplate] {
    var rules = head
    if direction == .egress { rules += encapsulation }
    if !groups.isEmpty {
      rules.append(tierStart)
      for group in groups { rules += group }
      rules.append(tierEnd)
    }
    for profile in profiles { rules += profile }
    rules.append(end)
    return rules
  }

  /// The chain of an endpoint.
  func chain(of interface: String, _ direction: Origin.Direction, _ templates: [RuleTemplate]) -> Chain {
    RuleSeal.chain(Self.name(of: interface, direction), templates)
  }

  /// The name of the chain of an endpoint.
  static func name(of interface: String, _ direction: Origin.Direction) -> ChainName {
    ChainName(prefix: direction == .ingress ? "cali-tw-" : "cali-fw-", id: interface)
  }

  /// The rules that ask a group of policies.
  func templates(of group: PolicyGroup, _ policies: [CompiledPolicy]) -> [RuleTemplate] {
    let origin =
      group.isInlined ? Origin(policy: policies[group.policies[0]].index, direction: group.direction) : .none
    return [
      Rule([.isClear(marks.pass)], .jump(group.chain), origin: origin),
      Rule([.comment("Return if policy accepted"), .isSet(marks.accept)], .return, origin: origin),
    ].map { RuleTemplate($0) }
  }

  /// The rules that ask a profile.
  func templates(ofProfile name: String, _ direction: Origin.Direction) -> [RuleTemplate] {
    [
      Rule([], .jump(Profile.chain(name, direction))),
      Rule([.comment("Return if profile accepted"), .isSet(marks.accept)], .return),
    ].map { RuleTemplate($0) }
  }
}
