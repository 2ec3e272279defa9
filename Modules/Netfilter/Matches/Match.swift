public import Traffic

/// One condition of a rule, as written; `Rule` decides what is equal in the kernel's eyes.
///
/// The first five are part of a rule's header: their order means nothing. The others are tried in their order.
public enum Match: Hashable, Sendable {
  /// `-p`.
  case `protocol`(IPProtocol, negated: Bool = false)
  /// `-s`.
  case source(CIDR, negated: Bool = false)
  /// `-d`.
  case destination(CIDR, negated: Bool = false)
  /// `-i`; a `+` at the end stands for any rest.
  case inInterface(String, negated: Bool = false)
  /// `-o`; a `+` at the end stands for any rest.
  case outInterface(String, negated: Bool = false)
  /// `--sport` of the rule's protocol: TCP, UDP or SCTP.
  case sourcePort(PortRange, negated: Bool = false)
  /// `--dport` of the rule's protocol: TCP, UDP or SCTP.
  case destinationPort(PortRange, negated: Bool = false)
  /// `-m multiport` with `--sports`, `--dports` or `--ports`; 15 slots, of which a range takes two.
  case multiport(PacketSide, [PortRange], negated: Bool = false)
  /// `-m set --match-set`.
  case set(SetName, SetDirections, negated: Bool = false)
  /// `-m mark --mark`: the packet's mark, masked, equals the value.
  case mark(UInt32, mask: UInt32 = .max, negated: Bool = false)
  /// `-m conntrack --ctstate`: one of these states.
  case conntrackState(ConnectionState, negated: Bool = false)
  /// `-m comment`; the kernel keeps 255 bytes.
  case comment(String)
  /// `-m addrtype`, one side or both.
  case addressType(AddressTypeMatch)
  /// `-m icmp --icmp-type`.
  case icmp(ICMPType, negated: Bool = false)
  /// `-m icmp6 --icmpv6-type`.
  case icmpv6(ICMPType, negated: Bool = false)
  /// A match of another module; nothing is known of its meaning.
  case other(RawExtension)

  /// Whether it belongs to the rule's header, where order means nothing.
  public var isHeader: Bool {
    switch self {
    case .protocol, .source, .destination, .inInterface, .outInterface: true
    default: false
    }
  }
}
