/// Kinds of addresses that `-m addrtype` tells apart, with the kernel's bits.
public struct AddressTypes: OptionSet, Hashable, Sendable {
  /// One bit for each kind.
  public let rawValue: UInt16

  /// A set of kinds.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The names in the order of the bits, as iptables writes them.
  static let names = [
    "UNSPEC", "UNICAST", "LOCAL", "BROADCAST", "ANYCAST", "MULTICAST", "BLACKHOLE", "UNREACHABLE", "PROHIBIT",
    "THROW", "NAT", "XRESOLVE",
  ]

  /// `UNICAST`: an address that a route leads to.
  public static let unicast = AddressTypes(rawValue: 1 << 1)
  /// `LOCAL`: an address of the node itself.
  public static let local = AddressTypes(rawValue: 1 << 2)
  /// `BROADCAST`.
  public static let broadcast = AddressTypes(rawValue: 1 << 3)
  /// `MULTICAST`.
  public static let multicast = AddressTypes(rawValue: 1 << 5)

  /// One kind by its name in either case; `nil` for other names.
  public init?(name: String) {
    let upper = name.uppercased()
    guard let bit = Self.names.firstIndex(of: upper) else { return nil }
    self.init(rawValue: 1 << UInt16(bit))
  }
}
