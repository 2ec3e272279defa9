internal import Backend
internal import Netfilter
internal import Traffic

extension PacketRun {
  /// Whether a condition holds for the packet; `number` and `chain` name the rule where its meaning is not known.
  func holds(_ condition: Condition, _ number: Int, of chain: Int32) throws(UndecidableError) -> Bool {
    switch condition {
    case .always: return true
    case .set(let index, let directions, let negated):
      return program.sets.contains(packet, in: Int(index), directions) != negated
    case .ipProtocol(let ipProtocol, let negated): return (packet.ipProtocol == ipProtocol) != negated
    case .source(let block, let negated): return block.contains(packet.source) != negated
    case .destination(let block, let negated): return block.contains(packet.destination) != negated
    case .inInterface(let pattern, let negated): return matches(hop.input(at: hook), pattern) != negated
    case .outInterface(let pattern, let negated): return matches(hop.output(at: hook), pattern) != negated
    case .sourcePort(let range, let negated):
      return packet.hasPortNumbers && range.contains(packet.sourcePort) != negated
    case .destinationPort(let range, let negated):
      return packet.hasPortNumbers && range.contains(packet.destinationPort) != negated
    case .multiport(let side, let list, let negated):
      return packet.hasPortNumbers && matches(side, program.portLists[Int(list)]) != negated
    case .mark(let value, let mask, let negated): return (mark & mask == value) != negated
    case .state(let states, let negated): return !states.isDisjoint(with: packet.state) != negated
    case .icmp(let ipProtocol, let type, let negated):
      return packet.ipProtocol == ipProtocol && matches(type) != negated
    case .addressType(let types):
      guard types.isDecidable else { throw program.unknownMatch(.addressType(types), chain, number) }
      return matches(types.source, packet.source) && matches(types.destination, packet.destination)
    case .unknown: throw program.unknownMatch(nil, chain, number)
    }
  }

  private func matches(_ device: PacketWay.Device, _ pattern: Int32) -> Bool {
    program.patterns[Int(pattern)].matches(topology.name(of: device))
  }

  private func matches(_ side: PacketSide, _ ranges: [PortRange]) -> Bool {
    for range in ranges {
      if side != .destination, range.contains(packet.sourcePort) { return true }
      if side != .source, range.contains(packet.destinationPort) { return true }
    }
    return false
  }

  private func matches(_ type: ICMPType) -> Bool {
    guard let wanted = type.type else { return true }
    let code = type.code.map { UInt16($0) == packet.destinationPort & 255 } ?? true
    return packet.destinationPort >> 8 == UInt16(wanted) && code
  }

  /// An address is LOCAL if it is one of the node's own, else UNICAST, unless it is nobody's.
  private func matches(_ side: AddressTypeMatch.Side?, _ address: IPAddress) -> Bool {
    guard let side else { return true }
    let kind: AddressTypes =
      topology.isLocal(address, to: hop.node) ? .local : address.isUnicast ? .unicast : []
    return !side.types.isDisjoint(with: kind) != side.negated
  }
}

extension AddressTypeMatch {
  /// Whether only kinds are asked for that the packet's way tells.
  fileprivate var isDecidable: Bool {
    let asked = (source?.types ?? []).union(destination?.types ?? [])
    return asked.isSubset(of: [.local, .unicast])
  }
}

extension IPAddress {
  /// Whether it can be one host's: neither multicast nor the broadcast of all networks, nor 0.0.0.0/8.
  fileprivate var isUnicast: Bool {
    switch self {
    case .v4(let address): address.rawValue >> 28 != 14 && address.rawValue != .max && address.rawValue >> 24 != 0
    case .v6(let address): address.high >> 56 != 0xff
    }
  }
}
