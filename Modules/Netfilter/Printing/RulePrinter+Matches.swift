import Text
import Traffic

extension RulePrinter {
  /// Appends one match other than a port.
  mutating func print(_ match: Match) {
    switch match {
    case .protocol(let ipProtocol, let negated): printProtocol(ipProtocol, negated)
    case .source(let block, let negated):
      negate(negated)
      isFelix ? buffer.append(literal: " --source ") : buffer.append(literal: " -s ")
      buffer.append(block, as: dialect)
    case .destination(let block, let negated):
      negate(negated)
      isFelix ? buffer.append(literal: " --destination ") : buffer.append(literal: " -d ")
      buffer.append(block, as: dialect)
    case .inInterface(let name, let negated):
      negate(negated)
      isFelix ? buffer.append(literal: " --in-interface ") : buffer.append(literal: " -i ")
      buffer.append(bareWord: name)
    case .outInterface(let name, let negated):
      negate(negated)
      isFelix ? buffer.append(literal: " --out-interface ") : buffer.append(literal: " -o ")
      buffer.append(bareWord: name)
    case .sourcePort, .destinationPort: break
    case .multiport(let side, let ranges, let negated): multiport(side, ranges, negated)
    case .set(let name, let directions, let negated): set(name, directions, negated)
    case .mark(let value, let mask, let negated): mark(value, mask, negated)
    case .conntrackState(let state, let negated): conntrack(state, negated)
    case .comment(let text): comment(text)
    case .addressType(let types): addressType(types)
    case .icmp(let type, let negated): icmp(" -m icmp", " --icmp-type ", type, negated)
    case .icmpv6(let type, let negated): icmp(" -m icmp6", " --icmpv6-type ", type, negated)
    case .other(let raw): other(raw)
    }
  }

  private mutating func printProtocol(_ ipProtocol: IPProtocol, _ negated: Bool) {
    negate(negated)
    buffer.append(literal: " -p ")
    switch dialect {
    case .npm: buffer.append(ipProtocol.upperName)
    case .felix where rule.spelling.contains(.protocolNumber): buffer.append(decimal: ipProtocol.rawValue)
    case .felix where ipProtocol == .icmpv6: buffer.append(literal: "icmpv6")
    default: buffer.append(ipProtocol.savedName)
    }
  }

  private mutating func multiport(_ side: PacketSide, _ ranges: [PortRange], _ negated: Bool) {
    buffer.append(literal: " -m multiport")
    negate(negated)
    switch (side, isFelix) {
    case (.source, true): buffer.append(literal: " --source-ports ")
    case (.source, false): buffer.append(literal: " --sports ")
    case (.destination, true): buffer.append(literal: " --destination-ports ")
    case (.destination, false): buffer.append(literal: " --dports ")
    case (.either, _): buffer.append(literal: " --ports ")
    }
    for (index, range) in ranges.enumerated() {
      if index > 0 { buffer.append(byte: UInt8(ascii: ",")) }
      buffer.append(range)
    }
  }

  private mutating func set(_ name: SetName, _ directions: SetDirections, _ negated: Bool) {
    buffer.append(literal: " -m set")
    negate(negated)
    buffer.append(literal: " --match-set ")
    buffer.append(bareWord: name.text)
    for index in 0..<Int(directions.count) {
      buffer.append(byte: index == 0 ? 32 : UInt8(ascii: ","))
      directions[index] == .source ? buffer.append(literal: "src") : buffer.append(literal: "dst")
    }
  }

  private mutating func mark(_ value: UInt32, _ mask: UInt32, _ negated: Bool) {
    buffer.append(literal: " -m mark")
    negate(negated)
    buffer.append(literal: " --mark ")
    number(value, hasBareZero: isFelix)
    if mask != .max {
      buffer.append(byte: UInt8(ascii: "/"))
      buffer.append(prefixedHexadecimal: mask)
    }
  }

  /// Appends `0x…`; a zero may be bare.
  mutating func number(_ value: UInt32, hasBareZero: Bool) {
    if value == 0, hasBareZero {
      buffer.append(byte: 48)
    } else {
      buffer.append(prefixedHexadecimal: value)
    }
  }

  private mutating func conntrack(_ state: ConnectionState, _ negated: Bool) {
    buffer.append(literal: " -m conntrack")
    negate(negated)
    buffer.append(literal: " --ctstate")
    var separator: UInt8 = 32
    for (bit, name) in ConnectionState.names where state.contains(bit) {
      buffer.append(byte: separator)
      buffer.append(name)
      separator = UInt8(ascii: ",")
    }
  }

  private mutating func comment(_ text: String) {
    buffer.append(literal: " -m comment --comment ")
    switch dialect {
    case .npm: buffer.append(bareWord: text)
    case .felix: buffer.append(quotedWord: text)
    default: buffer.append(savedWord: text, limit: Match.longestComment)
    }
  }

  private mutating func addressType(_ match: AddressTypeMatch) {
    buffer.append(literal: " -m addrtype")
    if let side = match.source { addressType(" --src-type ", side) }
    if let side = match.destination { addressType(" --dst-type ", side) }
  }

  private mutating func addressType(_ option: StaticString, _ side: AddressTypeMatch.Side) {
    negate(side.negated)
    buffer.append(literal: option)
    var isFirst = true
    for (bit, name) in AddressTypes.names.enumerated() where side.types.rawValue >> UInt16(bit) & 1 == 1 {
      if !isFirst { buffer.append(byte: UInt8(ascii: ",")) }
      buffer.append(name)
      isFirst = false
    }
  }

  private mutating func icmp(_ module: StaticString, _ option: StaticString, _ type: ICMPType, _ negated: Bool) {
    buffer.append(literal: module)
    negate(negated)
    buffer.append(literal: option)
    guard let number = type.type else {
      buffer.append(literal: "any")
      return
    }
    buffer.append(decimal: number)
    if let code = type.code {
      buffer.append(byte: UInt8(ascii: "/"))
      buffer.append(decimal: code)
    }
  }

  private mutating func other(_ raw: RawExtension) {
    if !raw.module.isEmpty { module(raw.module) }
    arguments(raw)
  }

  mutating func arguments(_ raw: RawExtension) {
    guard !raw.arguments.isEmpty else { return }
    buffer.append(byte: 32)
    buffer.append(raw.arguments)
  }
}

extension ConnectionState {
  /// The states in the order in which iptables prints them.
  static let names: [(state: ConnectionState, name: String)] = [
    (.invalid, "INVALID"), (.new, "NEW"), (.related, "RELATED"), (.established, "ESTABLISHED"),
    (.untracked, "UNTRACKED"), (.sourceNAT, "SNAT"), (.destinationNAT, "DNAT"),
  ]
}
