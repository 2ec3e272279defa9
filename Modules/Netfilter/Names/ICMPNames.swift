import Text
import Traffic

/// The names that iptables takes after `--icmp-type`, and ipset after `icmp:`; a code of `nil` is every code.
enum ICMPNames {
  typealias Entry = (name: String, type: UInt8, code: UInt8?)

  static let v4: [Entry] = [
    ("echo-reply", 0, nil), ("pong", 0, nil), ("destination-unreachable", 3, nil), ("network-unreachable", 3, 0),
    ("host-unreachable", 3, 1), ("protocol-unreachable", 3, 2), ("port-unreachable", 3, 3),
    ("fragmentation-needed", 3, 4), ("source-route-failed", 3, 5), ("network-unknown", 3, 6), ("host-unknown", 3, 7),
    ("network-prohibited", 3, 9), ("host-prohibited", 3, 10), ("TOS-network-unreachable", 3, 11),
    ("TOS-host-unreachable", 3, 12), ("communication-prohibited", 3, 13), ("host-precedence-violation", 3, 14),
    ("precedence-cutoff", 3, 15), ("source-quench", 4, nil), ("redirect", 5, nil), ("network-redirect", 5, 0),
    ("host-redirect", 5, 1), ("TOS-network-redirect", 5, 2), ("TOS-host-redirect", 5, 3), ("echo-request", 8, nil),
    ("ping", 8, nil), ("router-advertisement", 9, nil), ("router-solicitation", 10, nil), ("time-exceeded", 11, nil),
    ("ttl-exceeded", 11, nil), ("ttl-zero-during-transit", 11, 0), ("ttl-zero-during-reassembly", 11, 1),
    ("parameter-problem", 12, nil), ("ip-header-bad", 12, 0), ("required-option-missing", 12, 1),
    ("timestamp-request", 13, nil), ("timestamp-reply", 14, nil), ("address-mask-request", 17, nil),
    ("address-mask-reply", 18, nil),
  ]

  static let v6: [Entry] = [
    ("destination-unreachable", 1, nil), ("no-route", 1, 0), ("communication-prohibited", 1, 1),
    ("beyond-scope", 1, 2), ("address-unreachable", 1, 3), ("port-unreachable", 1, 4), ("failed-policy", 1, 5),
    ("reject-route", 1, 6), ("packet-too-big", 2, nil), ("time-exceeded", 3, nil), ("ttl-exceeded", 3, nil),
    ("ttl-zero-during-transit", 3, 0), ("ttl-zero-during-reassembly", 3, 1), ("parameter-problem", 4, nil),
    ("bad-header", 4, 0), ("unknown-header-type", 4, 1), ("unknown-option", 4, 2), ("echo-request", 128, nil),
    ("ping", 128, nil), ("echo-reply", 129, nil), ("pong", 129, nil), ("router-solicitation", 133, nil),
    ("router-advertisement", 134, nil), ("neighbour-solicitation", 135, nil), ("neighbor-solicitation", 135, nil),
    ("neighbour-advertisement", 136, nil), ("neighbor-advertisement", 136, nil), ("redirect", 137, nil),
  ]

  static func table(_ ipProtocol: IPProtocol) -> [Entry] { ipProtocol == .icmp ? v4 : v6 }

  /// Reads `any`, a name, `8` or `8/0`; `nil` for anything else.
  static func parse(_ text: String, _ ipProtocol: IPProtocol) -> ICMPType? {
    if text == "any" { return .any }
    let lower = text.lowercased()
    if let entry = table(ipProtocol).first(where: { $0.name.lowercased() == lower }) {
      return ICMPType(entry.type, code: entry.code)
    }
    guard let slash = text.firstIndex(of: "/") else { return parseByte(text).map { ICMPType($0) } }
    guard let type = parseByte(text[..<slash]), let code = parseByte(text[text.index(after: slash)...]) else {
      return nil
    }
    return ICMPType(type, code: code)
  }

  /// The name by which `ipset save` 7.17 prints a type with a code; it does not know three of IPv6's.
  static func setName(_ type: UInt8, _ code: UInt8, _ ipProtocol: IPProtocol) -> String? {
    let entries = table(ipProtocol).filter { $0.type == type && ($0.code ?? 0) == code }
    if ipProtocol == .icmpv6, type == 1, code == 2 || code == 5 || code == 6 { return nil }
    return (entries.first { $0.code != nil } ?? entries.first)?.name
  }

  private static func parseByte(_ text: some StringProtocol) -> UInt8? {
    parseNumber(text).flatMap { UInt8(exactly: $0) }
  }
}

extension TextBuffer {
  /// Appends type and code of a set's member as ipset does: the name if there is one, else `type/code`.
  mutating func append(icmp port: UInt16, of ipProtocol: IPProtocol) {
    let (type, code) = (UInt8(port >> 8), UInt8(port & 255))
    if let name = ICMPNames.setName(type, code, ipProtocol) {
      append(name)
      return
    }
    append(decimal: type)
    append(byte: UInt8(ascii: "/"))
    append(decimal: code)
  }
}
