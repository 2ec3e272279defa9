import Traffic

/// What iptables checks when a whole rule is read: ports need a protocol that has them.
struct RuleCheck {
  let rule: Rule
  let cursor: WordCursor

  func run() throws(NetfilterError) {
    let ipProtocol = protocolOfPorts
    for match in rule.matches {
      switch match {
      case .sourcePort: try need(ipProtocol?.hasPorts == true, "--sport")
      case .destinationPort: try need(ipProtocol?.hasPorts == true, "--dport")
      case .multiport: try need(ipProtocol.map(hasMultiport) == true, "match multiport")
      default: break
      }
    }
  }

  private var protocolOfPorts: IPProtocol? {
    for match in rule.matches {
      if case .protocol(let ipProtocol, negated: false) = match { return ipProtocol }
    }
    return nil
  }

  private func hasMultiport(_ ipProtocol: IPProtocol) -> Bool {
    ipProtocol.hasPorts || ipProtocol == .udplite || ipProtocol.rawValue == 33
  }

  private func need(_ holds: Bool, _ option: String) throws(NetfilterError) {
    if !holds { throw cursor.error(.missingProtocol(option)) }
  }
}
