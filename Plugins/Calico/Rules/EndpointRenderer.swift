internal import Netfilter
internal import PolicyModel
internal import Traffic

/// The chains of endpoints: what becomes of packets to one (`tw`) and from one (`fw`).
///
/// Endpoints of one class differ in their chains' names only; the rules are printed once for each class.
/// Source: `felix/rules/endpoints.go`.
struct EndpointRenderer {
  private let marks: Marks
  private let policies: [CompiledPolicy]
  private let head: [RuleTemplate]
  private let encapsulation: [RuleTemplate]
  private let end = RuleTemplate(Rule([.comment("Drop if no profiles matched")], .drop))

  /// The port of VXLAN, which pods may not speak.
  private static let vxlanPort: UInt16 = 4789

  init(marks: Marks, policies: [CompiledPolicy]) {
    (self.marks, self.policies) = (marks, policies)
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
  }

  /// The rules for the endpoints of a class, packets to them (ingress) or from them (egress).
  func templates(_ direction: Origin.Direction, groups: [PolicyGroup], profiles: [String]) -> [RuleTemplate] {
    head + (direction == .egress ? encapsulation : []) + tier(groups) + profiles.flatMap { profile($0, direction) } + [
      end
    ]
  }

  /// The chain of an endpoint.
  func chain(of interface: String, _ direction: Origin.Direction, _ templates: [RuleTemplate]) -> Chain {
    RuleSeal.chain(Self.name(of: interface, direction), templates)
  }

  /// The name of the chain of an endpoint.
  static func name(of interface: String, _ direction: Origin.Direction) -> ChainName {
    ChainName(prefix: direction == .ingress ? "cali-tw-" : "cali-fw-", id: interface)
  }

  /// The one tier; none of it where no policy is about the endpoint in the direction.
  private func tier(_ groups: [PolicyGroup]) -> [RuleTemplate] {
    guard !groups.isEmpty else { return [] }
    var rules = [Rule([.comment("Start of tier \(PolicyGroup.tier)")], .clear(marks.pass))]
    for group in groups {
      let first = policies[group.policies[0]]
      let isInlined = group.policies.count == 1
      let chain = isInlined ? first.identity.chain(group.direction) : group.chain(of: policies)
      let origin = isInlined ? Origin(policy: first.index, direction: group.direction) : .none
      rules.append(Rule([.isClear(marks.pass)], .jump(chain), origin: origin))
      rules.append(Rule([.comment("Return if policy accepted"), .isSet(marks.accept)], .return, origin: origin))
    }
    let words = "End of tier \(PolicyGroup.tier). Drop if no policies passed packet"
    return (rules + [Rule([.comment(words), .isClear(marks.pass)], .drop)]).map { RuleTemplate($0) }
  }

  private func profile(_ name: String, _ direction: Origin.Direction) -> [RuleTemplate] {
    [
      Rule([], .jump(Profile.chain(name, direction))),
      Rule([.comment("Return if profile accepted"), .isSet(marks.accept)], .return),
    ].map { RuleTemplate($0) }
  }
}
