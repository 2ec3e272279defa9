/// The options of the tcp, udp and sctp matches that Moat knows.
enum PortOption {
  case source
  case destination

  init?(_ text: String) {
    switch text {
    case "--sport", "--source-port": self = .source
    case "--dport", "--destination-port": self = .destination
    default: return nil
    }
  }
}

/// The options of the icmp and icmp6 matches.
enum ICMPOption {
  case v4
  case v6

  init?(_ text: String) {
    switch text {
    case "--icmp-type": self = .v4
    case "--icmpv6-type": self = .v6
    default: return nil
    }
  }
}
