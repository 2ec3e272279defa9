public import Traffic

/// A port with its protocol as a user writes it: `80`, `53/UDP`, or `ICMP` for a protocol without ports.
public struct ProtocolPort: Hashable, Sendable, CustomStringConvertible {
  /// The protocol; TCP where none is written.
  public var ipProtocol: IPProtocol
  /// The port; for ICMP, type and code of an echo request; 0 for other protocols without ports.
  public var port: UInt16

  /// A port of a protocol; 0 where the protocol has none.
  public init(_ ipProtocol: IPProtocol, port: UInt16) { (self.ipProtocol, self.port) = (ipProtocol, port) }

  /// Reads the three forms; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 1, let ipProtocol = IPProtocol(text), !ipProtocol.hasPorts, UInt16(text) == nil {
      self.ipProtocol = ipProtocol
      port = ipProtocol == .icmp ? 8 << 8 : ipProtocol == .icmpv6 ? 128 << 8 : 0
      return
    }
    // No service has port 0, but packets may: only who names the protocol means it.
    guard parts.count <= 2, let port = UInt16(parts[0]), port > 0 || parts.count == 2,
      let ipProtocol = parts.count == 2 ? IPProtocol(parts[1]) : .tcp, ipProtocol.hasPorts
    else { return nil }
    (self.ipProtocol, self.port) = (ipProtocol, port)
  }

  /// What it asks for over an address family: a ping is of the family's own ICMP.
  public func over(_ family: AddressFamily) -> ProtocolPort {
    guard ipProtocol == .icmp || ipProtocol == .icmpv6 else { return self }
    return family == .ipv4 ? ProtocolPort(.icmp, port: 8 << 8) : ProtocolPort(.icmpv6, port: 128 << 8)
  }

  /// `80/TCP`, or `ICMP`.
  public var description: String { ipProtocol.label(port: port) }
}
