internal import Traffic

/// An address as a number, whatever its family.
typealias AddressKey = UInt128

extension UInt128 {
  init(_ address: IPAddress) {
    switch address {
    case .v4(let address): self = UInt128(address.rawValue)
    case .v6(let address): self = UInt128(address.high) << 64 | UInt128(address.low)
    }
  }

  func address(_ family: AddressFamily) -> IPAddress {
    switch family {
    case .ipv4: .v4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: self)))
    case .ipv6: .v6(IPv6Address(high: UInt64(truncatingIfNeeded: self >> 64), low: UInt64(truncatingIfNeeded: self)))
    }
  }
}

extension CIDR {
  var first: IPAddress {
    switch self {
    case .v4(let block): .v4(block.first)
    case .v6(let block): .v6(block.first)
    }
  }

  var last: IPAddress {
    switch self {
    case .v4(let block): .v4(block.last)
    case .v6(let block): .v6(block.last)
    }
  }
}
