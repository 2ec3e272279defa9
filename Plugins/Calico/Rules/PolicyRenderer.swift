internal import Netfilter
internal import Traffic

/// The chain of a policy in one direction and one address family.
///
/// Source: `felix/rules/policy.go`.
struct PolicyRenderer {
  let marks: Marks
  let family: AddressFamily
  /// The kernel's names of the catalog's sets.
  let setNames: [SetName]

  /// A `multiport` match has so many slots, of which a range takes two.
  private static let slots = 15

  func chain(of policy: CompiledPolicy, _ direction: Origin.Direction) -> Chain {
    var rules = policy.rules(direction).flatMap { self.rules($0, direction) }
    // What returns at the end of a chain returns anyway.
    while rules.last?.target == .return { rules.removeLast() }
    if rules.isEmpty { rules = [Rule(origin: Origin(policy: policy.index, direction: direction))] }
    rules[0].matches.insert(.comment(policy.identity.comment(direction)), at: 0)
    return RuleSeal.chain(policy.identity.chain(direction), rules)
  }

  /// The lines of a rule; none where it has only addresses of the other family, or an exception that is everything.
  private func rules(_ rule: CompiledRule, _ direction: Origin.Direction) -> [Rule] {
    guard var nets = own(rule.nets), var notNets = own(rule.notNets), !notNets.contains(where: { $0.length == 0 })
    else {
      return []
    }
    let address = { (net: CIDR) -> Match in direction == .ingress ? .source(net) : .destination(net) }
    var blocks = MatchBlocks(marks: marks, origin: rule.origin)
    var (ports, portSets) = (Self.split(rule.ports), rule.portSets)
    if ports.count + portSets.count > 1 {
      blocks.requireOne(
        of: ports.map { Self.protocolMatch(rule) + [.multiport(.destination, $0)] }
          + portSets.map { [.set(setNames[$0], .dstDst)] })
      (ports, portSets) = ([], [])
    }
    if nets.count > 1 {
      blocks.requireOne(of: nets.map { [address($0)] })
      nets = []
    }
    if nets.count + notNets.count > 1 {
      blocks.forbid(notNets.map(address))
      notNets = []
    }
    var matches = Self.protocolMatch(rule)
    matches += direction == .ingress ? source(rule, nets) : []
    matches += direction == .egress ? destination(rule, nets) : []
    matches += ports.map { .multiport(.destination, $0) } + portSets.map { .set(setNames[$0], .dstDst) }
    matches += notNets.map { direction == .ingress ? .source($0, negated: true) : .destination($0, negated: true) }
    if blocks.areUsed { matches.append(.isSet(marks.allBlocks)) }
    return blocks.rules + [
      Rule(matches, .set(marks.accept), origin: rule.origin),
      Rule([.isSet(marks.accept)], .return, origin: rule.origin),
    ]
  }

  /// The blocks of this family; `nil` where there are only others.
  private func own(_ nets: [CIDR]) -> [CIDR]? {
    let own = nets.filter { $0.family == family }
    return own.isEmpty && !nets.isEmpty ? nil : own
  }

  private func source(_ rule: CompiledRule, _ nets: [CIDR]) -> [Match] {
    nets.map { .source($0) } + (rule.peerSet.map { [.set(setNames[$0], .src)] } ?? [])
  }

  private func destination(_ rule: CompiledRule, _ nets: [CIDR]) -> [Match] {
    nets.map { .destination($0) } + (rule.peerSet.map { [.set(setNames[$0], .dst)] } ?? [])
  }

  private static func protocolMatch(_ rule: CompiledRule) -> [Match] {
    rule.ipProtocol.map { [.protocol($0)] } ?? []
  }

  /// The ports cut, in their order, into lists that fit one match each.
  static func split(_ ports: [PortRange]) -> [[PortRange]] {
    var lists: [[PortRange]] = []
    var free = 0
    for port in ports {
      let needed = port.lower == port.upper ? 1 : 2
      if free < needed {
        lists.append([])
        free = slots
      }
      lists[lists.count - 1].append(port)
      free -= needed
    }
    return lists
  }
}
