internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Traffic

/// A Kubernetes policy turned into one of Calico's.
///
/// Source: `libcalico-go/lib/backend/k8s/conversion/conversion.go`.
struct PolicyConverter {
  let policy: NetworkPolicy
  /// The policy's index in the cluster.
  let index: UInt32
  let symbols: SymbolTable
  /// The parts that the conversion leaves out or opens up.
  private(set) var refusals: [Refusal] = []

  init(_ policy: NetworkPolicy, index: UInt32, symbols: SymbolTable) {
    (self.policy, self.index, self.symbols) = (policy, index, symbols)
  }

  /// The policy, whose rules are in the order of their protocols' names, then of their peers.
  mutating func convert() -> CalicoPolicy {
    let types = NetworkPolicy.Direction.allCases.filter { policy.policyTypes.contains($0) }
    return CalicoPolicy(
      index: index, namespace: symbols.text(policy.id.namespace), name: symbols.text(policy.id.name),
      selector: SelectorText(symbols: symbols).pods(policy.podSelector), types: types.isEmpty ? [.ingress] : types,
      ingress: rules(.ingress), egress: rules(.egress))
  }

  private mutating func rules(_ direction: NetworkPolicy.Direction) -> [CalicoRule] {
    var result: [CalicoRule] = []
    for (ruleIndex, rule) in policy.rules(direction).enumerated() {
      let path = PolicyReference(policy.id, direction, rule: ruleIndex).path
      do throws(PortProblem) {
        result += allowed(rule, at: ruleIndex, direction, on: try PortGroups(rule.ports, symbols: symbols))
      } catch {
        refuse(error, path: path)
      }
    }
    return result
  }

  private mutating func allowed(
    _ rule: PolicyRule, at ruleIndex: Int, _ direction: NetworkPolicy.Direction, on groups: PortGroups
  ) -> [CalicoRule] {
    let side: Origin.Direction = direction == .ingress ? .ingress : .egress
    var peers: [(peer: CalicoPeer, origin: Origin)] = []
    for (peerIndex, peer) in rule.peers.enumerated() {
      let reference = PolicyReference(policy.id, direction, rule: ruleIndex, peer: peerIndex)
      peers.append(
        (converted(peer, at: reference.path), Origin(policy: index, direction: side, rule: ruleIndex, peer: peerIndex)))
    }
    if peers.isEmpty { peers = [(CalicoPeer(), Origin(policy: index, direction: side, rule: ruleIndex))] }
    return groups.groups.flatMap { group in
      peers.map { CalicoRule(ipProtocol: group.ipProtocol, peer: $0.peer, ports: group.ports, origin: $0.origin) }
    }
  }

  /// A block wins over selectors; a peer without anything is every pod of the policy's namespace.
  private mutating func converted(_ peer: PolicyPeer, at path: String) -> CalicoPeer {
    guard let block = peer.ipBlock else {
      let text = SelectorText(symbols: symbols)
      return CalicoPeer(
        selector: text.pods(peer.podSelector), namespaceSelector: text.namespaces(peer.namespaceSelector))
    }
    guard case .block(let cidr) = block.cidr else {
      refuse(block.cidr, in: block, path: "\(path).ipBlock.cidr", "the block, so that the rule allows every address")
      return CalicoPeer()
    }
    var result = CalicoPeer(nets: [cidr.network])
    for (index, except) in block.except.enumerated() {
      guard case .block(let hole) = except else {
        refuse(except, in: block, path: "\(path).ipBlock.except[\(index)]", "this exception and those after it")
        break
      }
      result.notNets.append(hole.network)
    }
    return result
  }

  private mutating func refuse(_ block: WrittenBlock, in owner: IPBlock, path: String, _ ignored: String) {
    let reason = if case .padded = block { "has leading zeros" } else { "is no block" }
    var refusal = Refusal(policy.id, path: path, value: "\(block)", reason: reason, position: owner.position)
    refusal.engineMessage = "invalid CIDR address: \(block)"
    refusal.consequence = .partlyIgnored(ignored)
    if case .padded = block { refusal.remedy = "write it without them" }
    refusals.append(refusal)
  }

  private mutating func refuse(_ problem: PortProblem, path: String) {
    var refusal = Refusal(
      policy.id, path: "\(path).ports[\(problem.index)]\(problem.field)", value: problem.value, reason: problem.reason,
      position: problem.position)
    refusal.engineMessage = problem.engineMessage
    refusal.consequence = .partlyIgnored("the whole rule \(path), which then allows nothing")
    refusals.append(refusal)
  }
}

extension CIDR {
  /// The network as Go prints it: no host bits, and IPv4 within IPv6 as IPv4.
  var network: CIDR {
    guard case .v6(let block) = masked, block.length >= 96, block.address.high == 0, block.address.low >> 32 == 0xffff
    else { return masked }
    let address = IPv4Address(rawValue: UInt32(truncatingIfNeeded: block.address.low))
    return .v4(CIDRv4(address, length: block.length - 96))
  }
}
