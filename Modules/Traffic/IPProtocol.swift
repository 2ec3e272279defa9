/// An IP protocol number.
public struct IPProtocol: Hashable, Comparable, Sendable, RawRepresentable {
  /// The number in the IP header, 0–255.
  public var rawValue: UInt8

  /// The protocol with this number.
  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// ICMP, 1.
  public static let icmp = IPProtocol(rawValue: 1)
  /// IP in IP, 4.
  public static let ipip = IPProtocol(rawValue: 4)
  /// TCP, 6.
  public static let tcp = IPProtocol(rawValue: 6)
  /// UDP, 17.
  public static let udp = IPProtocol(rawValue: 17)
  /// ICMP for IPv6, 58.
  public static let icmpv6 = IPProtocol(rawValue: 58)
  /// SCTP, 132.
  public static let sctp = IPProtocol(rawValue: 132)
  /// UDP-Lite, 136.
  public static let udplite = IPProtocol(rawValue: 136)

  private static let names: [(IPProtocol, String)] = [
    (.tcp, "tcp"), (.udp, "udp"), (.sctp, "sctp"), (.icmp, "icmp"), (.icmpv6, "ipv6-icmp"), (.icmpv6, "icmpv6"),
    (.udplite, "udplite"), (IPProtocol(rawValue: 50), "esp"), (IPProtocol(rawValue: 51), "ah"),
    (IPProtocol(rawValue: 47), "gre"), (.ipip, "ipencap"), (.ipip, "ipip"),
  ]

  /// Reads a name in either case, or a number 0–255; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    let lower = text.lowercased()
    if let named = Self.names.first(where: { $0.1 == lower }) {
      self = named.0
    } else if text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = UInt8(text) {
      self.init(rawValue: number)
    } else {
      return nil
    }
  }

  /// The name in lower case as `iptables-save` prints it, or the number.
  public var name: String { Self.names.first { $0.0 == self }?.1 ?? String(rawValue) }

  /// The name in upper case, as Kubernetes and people write it: `TCP`, `ICMP`.
  public var label: String { self == .icmpv6 ? "ICMPv6" : self == .ipip ? "IPIP" : name.uppercased() }

  /// Whether its packets carry port numbers that Kubernetes policies can name.
  @inlinable
  public var hasPorts: Bool { self == .tcp || self == .udp || self == .sctp }

  /// Order of the numbers.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension IPProtocol: CustomStringConvertible {
  /// The name in lower case, or the number.
  public var description: String { name }
}
