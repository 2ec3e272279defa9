extension RejectReason {
  /// Reads a name that iptables takes, or the short form of one (`port-unreach`); `nil` for other names.
  init?(name: String) {
    if let reason = RejectReason(rawValue: name) {
      self = reason
    } else if let reason = Self.aliases[name] {
      self = reason
    } else {
      return nil
    }
  }

  private static let aliases: [String: RejectReason] = [
    "net-unreach": .networkUnreachable, "icmp-net-unreach": .networkUnreachable,
    "host-unreach": .hostUnreachable, "icmp-host-unreach": .hostUnreachable,
    "proto-unreach": .protocolUnreachable, "icmp-proto-unreach": .protocolUnreachable,
    "port-unreach": .portUnreachable, "icmp-port-unreach": .portUnreachable,
    "net-prohib": .networkProhibited, "icmp-net-prohib": .networkProhibited,
    "host-prohib": .hostProhibited, "icmp-host-prohib": .hostProhibited,
    "tcp-rst": .tcpReset, "admin-prohib": .administrativelyProhibited,
    "icmp-admin-prohib": .administrativelyProhibited, "no-route": .noRoute6,
    "adm-prohibited": .administrativelyProhibited6, "addr-unreach": .addressUnreachable6,
    "policy-fail": .policyFail6, "reject-route": .rejectRoute6,
  ]
}

extension LogTarget {
  /// Reads a syslog level, 0–7 or its name.
  static func level(_ text: String) -> UInt8? {
    switch text.lowercased() {
    case "emerg", "panic": 0
    case "alert": 1
    case "crit": 2
    case "err", "error": 3
    case "warning", "warn": 4
    case "notice": 5
    case "info": 6
    case "debug": 7
    default: UInt8(text).flatMap { $0 <= 7 ? $0 : nil }
    }
  }
}
