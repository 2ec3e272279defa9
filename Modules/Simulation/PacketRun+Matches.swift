internal import Backend
internal import Netfilter
internal import Traffic

extension PacketRun {
  /// Whether a rule matches.
  enum RuleOutcome {
    /// All its conditions hold; why, in words where there is something to say.
    case matched([String])
    /// The first condition that does not hold.
    case failed(Match)
  }

  /// Tries a rule's conditions in their order.
  func outcome(of rule: Rule, at place: Place) throws(UndecidableError) -> RuleOutcome {
    var reasons: [String] = []
    for match in rule.matches {
      guard let reason = try reason(match, at: place) else { return .failed(match) }
      if !reason.isEmpty { reasons.append(reason) }
    }
    return .matched(reasons)
  }

  /// Why a condition does not hold.
  func failure(of match: Match) -> String {
    switch match {
    case .set(let name, let directions, let negated):
      let address = directions[0] == .source ? packet.source : packet.destination
      let port = directions.count > 1 ? " with port \(packet.destinationPort)/\(packet.ipProtocol.label)" : ""
      return "\(address)\(port) is \(negated ? "" : "not ")in \(label(of: name))"
    case .protocol(let ipProtocol, _): return "the protocol is \(packet.ipProtocol.label), not \(ipProtocol.label)"
    case .destinationPort(let range, _): return "the port is \(packet.destinationPort), not \(range)"
    case .multiport(_, let ranges, _):
      return "the port is \(packet.destinationPort), not \(ranges.map(\.description).joined(separator: ","))"
    case .source(let block, _): return "\(packet.source) is not in \(block)"
    case .destination(let block, _): return "\(packet.destination) is not in \(block)"
    default: return "another condition of the rule does not hold"
    }
  }

  private func label(of name: SetName) -> String {
    guard let set = program.sets.set(name), !set.label.isEmpty else { return name.text }
    return set.label
  }

  /// Why a match holds; `nil` if it does not.
  private func reason(_ match: Match, at place: Place) throws(UndecidableError) -> String? {
    let holds: Bool
    switch match {
    case .set(let name, let directions, let negated): return try setReason(name, directions, negated, at: place)
    case .protocol(let ipProtocol, let negated): holds = (packet.ipProtocol == ipProtocol) != negated
    case .source(let block, let negated): holds = block.contains(packet.source) != negated
    case .destination(let block, let negated): holds = block.contains(packet.destination) != negated
    case .inInterface(let pattern, let negated): holds = Self.matches(hop.inInterface, pattern) != negated
    case .outInterface(let pattern, let negated): holds = Self.matches(hop.outInterface, pattern) != negated
    case .sourcePort(let range, let negated): holds = hasPorts && range.contains(packet.sourcePort) != negated
    case .destinationPort(let range, let negated): holds = hasPorts && range.contains(packet.destinationPort) != negated
    case .multiport(let side, let ranges, let negated): holds = hasPorts && multiport(side, ranges) != negated
    case .mark(let value, let mask, let negated): holds = (mark & mask == value) != negated
    case .conntrackState(let states, let negated): holds = !states.isDisjoint(with: packet.state) != negated
    case .comment: holds = true
    case .icmp(let type, let negated): holds = packet.ipProtocol == .icmp && matches(type) != negated
    case .icmpv6(let type, let negated): holds = packet.ipProtocol == .icmpv6 && matches(type) != negated
    case .addressType: throw UndecidableError("rule \(place) asks for an address type, which is not simulated")
    case .other(let raw):
      throw UndecidableError("rule \(place) has the match \(raw.module), whose meaning is not known")
    }
    return holds ? "" : nil
  }

  private func setReason(
    _ name: SetName, _ directions: SetDirections, _ negated: Bool, at place: Place
  ) throws(UndecidableError) -> String? {
    guard program.sets.set(name) != nil else {
      throw UndecidableError("rule \(place) names set \(name), which is not there")
    }
    let member = program.sets.member(of: name, matching: packet, directions)
    let label = label(of: name)
    let address = directions[0] == .source ? packet.source : packet.destination
    if negated { return member == nil ? "\(address) is not in \(label)" : nil }
    return member == nil ? nil : "\(address) is in \(label)"
  }

  private var hasPorts: Bool { packet.ipProtocol.hasPorts || packet.ipProtocol == .udplite }

  private func multiport(_ side: PacketSide, _ ranges: [PortRange]) -> Bool {
    let isSource = ranges.contains { $0.contains(packet.sourcePort) }
    let isDestination = ranges.contains { $0.contains(packet.destinationPort) }
    return switch side {
    case .source: isSource
    case .destination: isDestination
    case .either: isSource || isDestination
    }
  }

  private func matches(_ type: ICMPType) -> Bool {
    guard let wanted = type.type else { return true }
    let code = type.code.map { UInt16($0) == packet.destinationPort & 255 } ?? true
    return packet.destinationPort >> 8 == UInt16(wanted) && code
  }

  static func matches(_ name: String?, _ pattern: String) -> Bool {
    guard let name else { return pattern == "+" }
    return pattern.hasSuffix("+") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }
}
