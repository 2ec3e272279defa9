/// A block of addresses of either family.
public enum CIDR: Hashable, Sendable {
  /// An IPv4 block.
  case v4(CIDRv4)
  /// An IPv6 block.
  case v6(CIDRv6)

  /// Reads `address/length` of either family; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    if let block = CIDRv4(text) {
      self = .v4(block)
    } else if let block = CIDRv6(text) {
      self = .v6(block)
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

  /// The prefix length in bits.
  public var length: Int {
    switch self {
    case .v4(let block): Int(block.length)
    case .v6(let block): Int(block.length)
    }
  }

  /// The same block with no bit behind the prefix.
  public var masked: CIDR {
    switch self {
    case .v4(let block): .v4(block.masked)
    case .v6(let block): .v6(block.masked)
    }
  }

  /// Whether the block covers `address`; never across families.
  public func contains(_ address: IPAddress) -> Bool {
    switch (self, address) {
    case (.v4(let block), .v4(let address)): block.contains(address)
    case (.v6(let block), .v6(let address)): block.contains(address)
    default: false
    }
  }

  /// Whether the block covers every address of `other`; never across families.
  public func contains(_ other: CIDR) -> Bool {
    switch (self, other) {
    case (.v4(let block), .v4(let other)): block.contains(other)
    case (.v6(let block), .v6(let other)): block.contains(other)
    default: false
    }
  }
}

extension CIDR: CustomStringConvertible {
  /// `address/length`, as written.
  public var description: String {
    switch self {
    case .v4(let block): block.description
    case .v6(let block): block.description
    }
  }
}
