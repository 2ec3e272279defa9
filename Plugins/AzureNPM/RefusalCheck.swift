internal import Backend
internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// What the engine refuses, found before anything is built.
///
/// Translation errors come first, as in the engine: the policy is dropped. Then the data plane's own: the policy is
/// tried again for ever and never in force. Source: `npm/pkg/controlplane/translation/translatePolicy.go` and
/// `npm/pkg/dataplane/policies/policy.go`.
struct RefusalCheck {
  let symbols: SymbolTable
  let policy: NetworkPolicy

  /// More rules than this are beyond what any node could load.
  static let mostAlternatives = 100_000

  /// The first thing that the engine stumbles over, or `nil`.
  func refusal() -> Refusal? {
    if let refusal = selector(policy.podSelector, path: "spec.podSelector") { return refusal }
    for direction in policy.policyTypes {
      if let refusal = translationRefusal(direction) { return refusal }
    }
    for direction in policy.policyTypes {
      if let refusal = dataPlaneRefusal(direction) { return refusal }
    }
    return nil
  }

  /// The rules that the engine reads: none where one of them allows everything.
  private func rulesLookedAt(_ direction: NetworkPolicy.Direction) -> [PolicyRule] {
    let rules = policy.rules(direction)
    return rules.contains { $0.peers.isEmpty && $0.ports.isEmpty } ? [] : rules
  }

  private func translationRefusal(_ direction: NetworkPolicy.Direction) -> Refusal? {
    for (index, rule) in rulesLookedAt(direction).enumerated() {
      for (peerIndex, peer) in rule.peers.enumerated() {
        let path = PolicyReference(policy.id, direction, rule: index, peer: peerIndex).path
        if let refusal = self.peer(peer, path: path) { return refusal }
      }
    }
    return nil
  }

  private func peer(_ peer: PolicyPeer, path: String) -> Refusal? {
    if let block = peer.ipBlock { return self.block(block, path: "\(path).ipBlock") }
    if let selector = peer.namespaceSelector {
      if let refusal = self.selector(selector, path: "\(path).namespaceSelector") { return refusal }
      if let refusal = expansion(selector, path: "\(path).namespaceSelector") { return refusal }
    }
    return peer.podSelector.flatMap { self.selector($0, path: "\(path).podSelector") }
  }

  private func block(_ block: IPBlock, path: String) -> Refusal? {
    let words = "unsupported IP address"
    switch block.cidr {
    case .malformed(let text): return refuse("\(path).cidr", text, "is no block", block.position, words)
    case .padded(_, let text):
      var refusal = refuse("\(path).cidr", text, "has leading zeros", block.position, words)
      refusal.remedy = "write it without them"
      return refusal
    case .block(.v6):
      var refusal = refuse("\(path).cidr", "\(block.cidr)", "is IPv6", block.position, words)
      refusal.remedy = "remove the block, or use an engine that enforces IPv6"
      return refusal
    case .block(.v4(let cidr)) where cidr.length == 0 && cidr.address.rawValue != 0:
      var refusal = refuse("\(path).cidr", "\(cidr)", "has the length /0 but is not 0.0.0.0/0", block.position, words)
      refusal.remedy = "write 0.0.0.0/0"
      return refusal
    case .block(.v4): return nil
    }
  }

  private func selector(_ selector: LabelSelector, path: String) -> Refusal? {
    for (index, requirement) in selector.matchExpressions.enumerated() where requirement.comparison.hasValues {
      for (valueIndex, value) in requirement.values.enumerated() where !Self.isLabelValue(symbols.utf8(value)) {
        let words = "matchExpression label values must be an empty string or consist of alphanumeric characters"
        var refusal = refuse(
          "\(path).matchExpressions[\(index)].values[\(valueIndex)]", symbols.text(value), "is no label value",
          requirement.position, words)
        refusal.remedy = "use letters, digits, '-', '_' and '.', at most 63, a letter or digit first and last"
        return refusal
      }
    }
    return nil
  }

  private func expansion(_ selector: LabelSelector, path: String) -> Refusal? {
    var count = 1
    for requirement in selector.matchExpressions where requirement.comparison.hasValues {
      count *= max(1, requirement.values.count)
      guard count > Self.mostAlternatives else { continue }
      var refusal = refuse(
        path, "\(selector.matchExpressions.count) matchExpressions",
        "is multiplied out to more than \(Self.mostAlternatives) rules", selector.position, "out of memory")
      refusal.remedy = "list fewer values: azure-npm makes one rule of every combination"
      return refusal
    }
    return nil
  }

  private func dataPlaneRefusal(_ direction: NetworkPolicy.Direction) -> Refusal? {
    for (index, rule) in rulesLookedAt(direction).enumerated() {
      let path = PolicyReference(policy.id, direction, rule: index).path
      for (portIndex, port) in rule.ports.enumerated() {
        if let refusal = self.port(port, path: "\(path).ports[\(portIndex)]") { return refusal }
      }
      for (peerIndex, peer) in rule.peers.enumerated() {
        let peerPath = PolicyReference(policy.id, direction, rule: index, peer: peerIndex).path
        if let refusal = self.except(peer, path: "\(peerPath).ipBlock.except") { return refusal }
      }
    }
    return nil
  }

  private func port(_ port: PolicyPort, path: String) -> Refusal? {
    let name = symbols.text(policy.id.namespace) + "/" + symbols.text(policy.id.name)
    if let end = port.endPort, case .number(let start) = port.port, end < start {
      let words = "ACL policy for NetPol \(name) has invalid port range in DstPorts (start: \(start), end: \(end))"
      return refuse("\(path).endPort", "\(end)", "is less than port \(start)", port.position, words)
    }
    guard port.ipProtocol.hasPorts else {
      let words = "ACL policy for NetPol \(name) has unknown protocol [\(port.ipProtocol.label)]"
      return refuse("\(path).protocol", port.ipProtocol.label, "is not TCP, UDP or SCTP", port.position, words)
    }
    return nil
  }

  private func except(_ peer: PolicyPeer, path: String) -> Refusal? {
    guard let block = peer.ipBlock else { return nil }
    let reasons = block.except.map { except -> String? in
      switch except {
      case .block(.v4): nil
      case .block(.v6): "is IPv6"
      case .padded: "has leading zeros"
      case .malformed: "is no block"
      }
    }
    guard let index = reasons.firstIndex(where: { $0 != nil }), let reason = reasons[index] else { return nil }
    let except = block.except[index]
    let words = "failed to add to sets: invalid ip \(except) nomatch"
    return refuse("\(path)[\(index)]", "\(except)", reason, block.position, words)
  }

  private func refuse(
    _ path: String, _ value: String, _ reason: String, _ position: SourcePosition, _ words: String
  ) -> Refusal {
    var refusal = Refusal(policy.id, path: path, value: value, reason: reason, position: position)
    refusal.engineMessage = words
    return refusal
  }

  private static func isLabelValue(_ value: ArraySlice<UInt8>) -> Bool {
    let isAlphanumeric = { (byte: UInt8) in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    guard let first = value.first, let last = value.last else { return true }
    // The engine does not look at the length.
    return isAlphanumeric(first) && isAlphanumeric(last)
      && value.allSatisfy { isAlphanumeric($0) || $0 == 45 || $0 == 95 || $0 == 46 }
  }
}
