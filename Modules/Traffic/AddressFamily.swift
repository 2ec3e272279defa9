/// IPv4 or IPv6.
public enum AddressFamily: UInt8, Hashable, Sendable, CaseIterable {
  /// 32-bit addresses.
  case ipv4 = 4
  /// 128-bit addresses.
  case ipv6 = 6

  /// `IPv4` or `IPv6`.
  public var name: String { self == .ipv4 ? "IPv4" : "IPv6" }

  /// `ipv4` or `ipv6`, as JSON documents say it.
  public var key: String { self == .ipv4 ? "ipv4" : "ipv6" }

  /// The length of an address in bits: 32 or 128.
  public var bitWidth: Int { self == .ipv4 ? 32 : 128 }
}
