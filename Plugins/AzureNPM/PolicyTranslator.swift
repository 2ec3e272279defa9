internal import Netfilter
internal import PolicyModel
internal import Text
internal import Traffic

/// One policy turned into chains, jumps and sets.
///
/// Source: `npm/pkg/controlplane/translation/translatePolicy.go`, `npm/pkg/dataplane/policies/policymanager_linux.go`.
struct PolicyTranslator {
  let policy: NetworkPolicy
  /// The policy's index in the cluster.
  let index: UInt32
  let symbols: SymbolTable
  let naming: Naming

  /// A chain of the policy with the jump that leads to it.
  struct DirectedChain {
    var direction: Origin.Direction
    var chain: Chain
    var jump: Rule
  }

  /// The policy's chains, ingress before egress, its sets added to `catalog`.
  func translate(into catalog: inout SetCatalog) -> [DirectedChain] {
    var rules: [Origin.Direction: [Rule]] = [:]
    for type in policy.policyTypes {
      let direction: Origin.Direction = type == .ingress ? .ingress : .egress
      rules[direction, default: []] += self.rules(type, direction, into: &catalog)
    }
    guard !rules.isEmpty else { return [] }
    let subject = Selectors(symbols: symbols, policy: policy.id).podsOfNamespace(policy.podSelector)
    let suffix = naming.chainSuffix(name)
    return [Origin.Direction.ingress, .egress].compactMap { direction in
      guard let rules = rules[direction] else { return nil }
      let chain = ChainName("\(BaseChains.base(direction))-\(suffix)")
      let jump = self.jump(to: chain, direction, subject, into: &catalog)
      return DirectedChain(direction: direction, chain: Chain(chain, rules: rules), jump: jump)
    }
  }

  private var name: String { symbols.text(policy.id.namespace) + "/" + symbols.text(policy.id.name) }

  private func jump(
    to chain: ChainName, _ direction: Origin.Direction, _ subject: SelectorConditions, into catalog: inout SetCatalog
  ) -> Rule {
    let side: SetDirections = direction == .ingress ? .dst : .src
    var (matches, labels) = setMatches(subject, side, into: &catalog)
    var comment = TextBuffer(capacity: 80)
    comment.append(direction == .ingress ? "INGRESS-POLICY-\(name)-TO-" : "EGRESS-POLICY-\(name)-FROM-")
    comment.append(labels.joined(separator: "-AND-"))
    comment.append("-IN-ns-\(symbols.text(policy.id.namespace))")
    matches.append(.comment(comment.text))
    return Rule(matches, .jump(chain), origin: Origin(policy: index, direction: direction))
  }

  private func rules(
    _ type: NetworkPolicy.Direction, _ direction: Origin.Direction, into catalog: inout SetCatalog
  ) -> [Rule] {
    let given = policy.rules(type)
    if let open = given.firstIndex(where: { $0.peers.isEmpty && $0.ports.isEmpty }) {
      let origin = Origin(policy: index, direction: direction, rule: open)
      return [Rule([.comment("ALLOW-ALL")], BaseChains.allow(direction), origin: origin)]
    }
    var result: [Rule] = []
    for (ruleIndex, rule) in given.enumerated() {
      if rule.peers.isEmpty {
        let origin = Origin(policy: index, direction: direction, rule: ruleIndex)
        result += allowRules(nil, rule.ports, origin: origin, into: &catalog)
      }
      for (peerIndex, peer) in rule.peers.enumerated() {
        let origin = Origin(policy: index, direction: direction, rule: ruleIndex, peer: peerIndex)
        for conditions in conditions(of: peer, type, origin: origin, into: &catalog) {
          result += allowRules(conditions, rule.ports, origin: origin, into: &catalog)
        }
      }
    }
    let origin = Origin(policy: index, direction: direction)
    return result + [Rule([.comment("DROP-ALL")], BaseChains.drop(direction), origin: origin)]
  }

  /// The alternatives of a peer; a block wins over selectors, and a peer without anything has none.
  private func conditions(
    of peer: PolicyPeer, _ type: NetworkPolicy.Direction, origin: Origin, into catalog: inout SetCatalog
  ) -> [SelectorConditions] {
    if let block = peer.ipBlock {
      let key = SetKey.block(
        policy: policy.id, direction: type, rule: origin.rule ?? 0, peer: origin.peer ?? 0)
      catalog.fill(key, with: Self.members(of: block), origin: origin)
      var result = SelectorConditions()
      result.append(SetCondition(key))
      return [result]
    }
    let selectors = Selectors(symbols: symbols, policy: policy.id)
    switch (peer.namespaceSelector, peer.podSelector) {
    case (nil, nil): return []
    case (nil, let pods?): return [selectors.podsOfNamespace(pods)]
    case (let namespaces?, nil): return selectors.namespaces(namespaces)
    case (let namespaces?, let pods?):
      let chosen = selectors.pods(pods)
      return selectors.namespaces(namespaces).map { alternative in
        var result = alternative
        result.append(chosen)
        return result
      }
    }
  }

  /// One rule for each port, or one for all.
  private func allowRules(
    _ peer: SelectorConditions?, _ ports: [PolicyPort], origin: Origin, into catalog: inout SetCatalog
  ) -> [Rule] {
    let direction = origin.direction ?? .ingress
    let side: SetDirections = direction == .ingress ? .src : .dst
    let (sets, labels) = peer.map { setMatches($0, side, into: &catalog) } ?? ([], [])
    let verdict = labels.isEmpty ? "ALLOW-ALL" : direction == .ingress ? "ALLOW-FROM-" : "ALLOW-TO-"
    let comment = verdict + labels.joined(separator: "-AND-")
    guard !ports.isEmpty else {
      return [Rule(sets + [.comment(comment)], BaseChains.allow(direction), origin: origin)]
    }
    return ports.map { port in
      let named = PortMatches(port, symbols: symbols, catalog: &catalog)
      let matches = named.header + sets + named.sets + [.comment(comment + named.comment)]
      return Rule(matches, BaseChains.allow(direction), origin: origin)
    }
  }

  /// The set matches of a selector and the words that stand for them in comments.
  private func setMatches(
    _ selector: SelectorConditions, _ side: SetDirections, into catalog: inout SetCatalog
  ) -> (matches: [Match], labels: [String]) {
    for (list, members) in selector.nested {
      _ = catalog.index(of: list)
      for member in members { catalog.add(member, toList: list) }
    }
    var matches: [Match] = []
    var labels: [String] = []
    for condition in selector.conditions {
      let entry = catalog.entry(of: condition.key)
      matches.append(.set(entry.name, side, negated: condition.isNegated))
      labels.append((condition.isNegated ? "!" : "") + entry.label)
    }
    return (matches, labels)
  }

  /// The block and its holes; 0.0.0.0/0, which a hash:net cannot hold, as two halves.
  static func members(of block: IPBlock) -> [SetMember] {
    var excepts: [CIDR] = []
    for except in block.except.compactMap(\.cidr) where !excepts.contains(except) { excepts.append(except) }
    // Policies with a block that is none are refused before.
    guard let block = block.cidr.cidr else { return [] }
    guard case .v4(let cidr) = block, cidr.length == 0 else {
      return [.net(block)] + excepts.map { .net($0, isExcluded: true) }
    }
    let halves: [CIDR] = [0, 0x8000_0000].map { .v4(CIDRv4(IPv4Address(rawValue: $0), length: 1)) }
    let whole = halves.map { SetMember.net($0, isExcluded: excepts.contains($0)) }
    return whole + excepts.filter { !halves.contains($0) }.map { .net($0, isExcluded: true) }
  }
}
