public import Text

/// An address of either family.
public enum IPAddress: Hashable, Sendable {
  /// An IPv4 address.
  case v4(IPv4Address)
  /// An IPv6 address.
  case v6(IPv6Address)

  /// Reads dotted decimal or RFC 4291 text; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    if let address = IPv4Address(text) {
      self = .v4(address)
    } else if let address = IPv6Address(text) {
      self = .v6(address)
    } else {
      return nil
    }
  }

  /// The family it belongs to.
  public var family: AddressFamily {
    switch self {
    case .v4: .ipv4
    case .v6: .ipv6
    }
  }

  /// The IPv4 address, if it is one.
  public var v4: IPv4Address? {
    if case .v4(let address) = self { address } else { nil }
  }

  /// The IPv6 address, if it is one.
  public var v6: IPv6Address? {
    if case .v6(let address) = self { address } else { nil }
  }
}

extension IPAddress: Comparable {
  /// IPv4 before IPv6, then the order of the address space.
  public static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.v4(let a), .v4(let b)): a < b
    case (.v6(let a), .v6(let b)): a < b
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal or RFC 5952 text.
  public var description: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.description
    }
  }
}

extension TextBuffer {
  /// Appends dotted decimal or RFC 5952 text.
  public mutating func append(_ address: IPAddress) {
    switch address {
    case .v4(let address): append(address)
    case .v6(let address): append(address)
    }
  }
}
