public import Backend
internal import Netfilter
internal import PolicyModel
internal import Text
public import Traffic

extension NetfilterDataplane: InspectableProgram {
  /// The families of the nodes' programs.
  public var families: [AddressFamily] {
    [AddressFamily.ipv4, .ipv6].filter { family in programs.contains { $0.program.family == family } }
  }

  /// The rules with a policy for their origin, with the chain's name in front as the engine sends them.
  public func rules(of policy: Int, family: AddressFamily) -> ProgramRules? {
    guard cluster.policies.indices.contains(policy) else { return nil }
    let wanted = UInt32(policy)
    for node in programs where node.program.family == family {
      var lines: [ProgramRules.Line] = []
      for chain in node.program.tables.lazy.flatMap(\.chains) {
        for rule in chain.rules where rule.origin.policy == wanted {
          var text = TextBuffer()
          text.append(rule, in: chain.name, as: tools.ruleDialect)
          let source =
            rule.origin.reference(in: cluster) ?? PolicyReference(cluster.policies[policy].id, .ingress)
          lines.append(ProgramRules.Line(source, text.text))
        }
      }
      if !lines.isEmpty { return ProgramRules(node: node.nodes[0], lines: lines) }
    }
    return nil
  }

  /// Counts chains, rules, sets and members of every node, both families together unless one is meant.
  public func size(of family: AddressFamily?) -> ProgramSize {
    var size = ProgramSize()
    for group in groups {
      let held = programs.filter { $0.nodes == group.nodes && (family == nil || $0.program.family == family) }
      let chains = held.flatMap(\.program.tables).flatMap(\.chains)
      let sets = held.flatMap(\.program.sets)
      let count = group.nodes.count
      size.chains.add(chains.count, nodes: count)
      size.rules.add(chains.reduce(0) { $0 + $1.rules.count } + held.reduce(0) { $0 + $1.hooks.count }, nodes: count)
      size.sets.add(sets.count, nodes: count)
      size.members.add(sets.reduce(0) { $0 + $1.members.count }, nodes: count)
      let texts = artifacts(for: group.nodes[0], as: .restore).filter { family == nil || $0.family == family }
      size.bytes.add(texts.reduce(0) { $0 + $1.content.bytes.count }, nodes: count)
      for set in sets where set.members.count > size.largestSetMembers {
        size.largestSetMembers = set.members.count
        size.largestSet = set.label.isEmpty ? set.name.text : set.label
      }
    }
    return size
  }

  /// Runs the packet and counts the rules that it is compared with.
  public func walk(of packet: Packet) throws(UndecidableError) -> Int {
    var count = 0
    try forEachRun(Connection(packet)) { count += $0.rulesTried }
    return count
  }
}
