import Traffic

extension IPProtocol {
  /// The name under which iptables and ipset print it on a Debian with its `/etc/protocols`, or the number.
  var savedName: String {
    switch self {
    case .tcp: "tcp"
    case .udp: "udp"
    case .sctp: "sctp"
    default: Self.etcProtocols.first { $0.number == rawValue }?.name ?? String(rawValue)
    }
  }

  /// The same in upper case, as Azure NPM writes it.
  var upperName: String {
    switch self {
    case .tcp: "TCP"
    case .udp: "UDP"
    case .sctp: "SCTP"
    default: savedName.uppercased()
    }
  }

  /// Reads what iptables takes after `-p`: a name of `/etc/protocols` in either case, an alias of iptables, or a number.
  init?(savedName text: String) {
    let lower = text.lowercased()
    if let known = Self.etcProtocols.first(where: { $0.name == lower }) {
      self.init(rawValue: known.number)
    } else if let alias = IPProtocol(lower) {
      self = alias
    } else {
      return nil
    }
  }

  private static let etcProtocols: [(name: String, number: UInt8)] = [
    ("tcp", 6), ("udp", 17), ("sctp", 132), ("icmp", 1), ("ipv6-icmp", 58), ("udplite", 136), ("igmp", 2), ("ggp", 3),
    ("ipencap", 4), ("st", 5), ("egp", 8), ("igp", 9), ("pup", 12), ("hmp", 20), ("xns-idp", 22), ("rdp", 27),
    ("iso-tp4", 29), ("dccp", 33), ("xtp", 36), ("ddp", 37), ("idpr-cmtp", 38), ("ipv6", 41), ("ipv6-route", 43),
    ("ipv6-frag", 44), ("idrp", 45), ("rsvp", 46), ("gre", 47), ("esp", 50), ("ah", 51), ("skip", 57),
    ("ipv6-nonxt", 59), ("ipv6-opts", 60), ("rspf", 73), ("vmtp", 81), ("eigrp", 88), ("ospf", 89), ("ax.25", 93),
    ("ipip", 94), ("etherip", 97), ("encap", 98), ("pim", 103), ("ipcomp", 108), ("vrrp", 112), ("l2tp", 115),
    ("isis", 124), ("fc", 133), ("mobility-header", 135), ("mpls-in-ip", 137), ("manet", 138), ("hip", 139),
    ("shim6", 140), ("wesp", 141), ("rohc", 142), ("ethernet", 143),
  ]
}
