internal import Backend
internal import Netfilter
internal import Traffic

extension PacketRun {
  /// Why all of a rule's matches hold, in words where there is something to say; `nil` if one does not hold.
  func reasons(of rule: Rule, at place: Place) throws(UndecidableError) -> [String]? {
    var reasons: [String] = []
    for match in rule.matches {
      guard let reason = try reason(match, at: place) else { return nil }
      if !reason.isEmpty { reasons.append(reason) }
    }
    return reasons
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
    guard let set = program.sets.set(name) else {
      throw UndecidableError("rule \(place) names set \(name), which is not there")
    }
    let member = program.sets.member(of: name, matching: packet, directions)
    let label = set.label.isEmpty ? name.text : set.label
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

  private static func matches(_ name: String?, _ pattern: String) -> Bool {
    guard let name else { return pattern == "+" }
    return pattern.hasSuffix("+") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }
}
