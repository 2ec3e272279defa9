/// What REJECT answers with, under the names that `iptables-save` and `ip6tables-save` print.
public enum RejectReason: String, Hashable, Sendable, CaseIterable {
  /// Network unreachable.
  case networkUnreachable = "icmp-net-unreachable"
  /// Host unreachable.
  case hostUnreachable = "icmp-host-unreachable"
  /// Protocol unreachable.
  case protocolUnreachable = "icmp-proto-unreachable"
  /// Port unreachable: the default for IPv4.
  case portUnreachable = "icmp-port-unreachable"
  /// Network prohibited.
  case networkProhibited = "icmp-net-prohibited"
  /// Host prohibited.
  case hostProhibited = "icmp-host-prohibited"
  /// Administratively prohibited.
  case administrativelyProhibited = "icmp-admin-prohibited"
  /// A TCP reset, of either family.
  case tcpReset = "tcp-reset"
  /// IPv6: no route.
  case noRoute6 = "icmp6-no-route"
  /// IPv6: administratively prohibited.
  case administrativelyProhibited6 = "icmp6-adm-prohibited"
  /// IPv6: address unreachable.
  case addressUnreachable6 = "icmp6-addr-unreachable"
  /// IPv6: port unreachable, the default for IPv6.
  case portUnreachable6 = "icmp6-port-unreachable"
  /// IPv6: the source address failed a policy.
  case policyFail6 = "icmp6-policy-fail"
  /// IPv6: a route that rejects.
  case rejectRoute6 = "icmp6-reject-route"
}
