public import Traffic

/// One member of a set, as written; `==` is the kernel's: host bits masked, `10.0.0.1` the same as `10.0.0.1/32`.
public enum SetMember: Sendable {
  /// A block of a `hash:net`; excluded ones (`nomatch`) cut a hole into larger blocks.
  case net(CIDR, isExcluded: Bool = false)
  /// An address of a `hash:ip`, or of a `hash:net` where it is written without a prefix length.
  case address(IPAddress)
  /// An address with a protocol and a port of a `hash:ip,port`.
  case port(IPAddress, IPProtocol, UInt16)
  /// A member of a `list:set`.
  case set(SetName)

  /// Whether it is a `nomatch` block.
  public var isExcluded: Bool {
    if case .net(_, isExcluded: true) = self { true } else { false }
  }

  /// The form in which equal members are identical: blocks masked, single addresses as `address`.
  public var canonical: SetMember {
    guard case .net(let block, let isExcluded) = self else { return self }
    if !isExcluded, let address = block.onlyAddress { return .address(address) }
    return .net(block.masked, isExcluded: isExcluded)
  }

  /// The canonical form without the `nomatch` flag: two members with the same key cannot both be in a set.
  var key: SetMember {
    if case .net(let block, isExcluded: true) = self { return SetMember.net(block).canonical }
    return canonical
  }
}

extension SetMember: Hashable {
  /// Whether the kernel takes them for the same member with the same flag.
  public static func == (left: Self, right: Self) -> Bool {
    switch (left.canonical, right.canonical) {
    case (.net(let a, let isExcluded), .net(let b, let isOtherExcluded)): a == b && isExcluded == isOtherExcluded
    case (.address(let a), .address(let b)): a == b
    case (.port(let a, let p, let n), .port(let b, let q, let m)): a == b && p == q && n == m
    case (.set(let a), .set(let b)): a == b
    default: false
    }
  }

  /// Hashes the canonical form.
  public func hash(into hasher: inout Hasher) {
    switch canonical {
    case .net(let block, let isExcluded):
      hasher.combine(block)
      hasher.combine(isExcluded)
    case .address(let address): hasher.combine(address)
    case .port(let address, let ipProtocol, let number):
      hasher.combine(address)
      hasher.combine(ipProtocol)
      hasher.combine(number)
    case .set(let name): hasher.combine(name)
    }
  }
}

extension CIDR {
  /// The address of a block of one address.
  var onlyAddress: IPAddress? {
    switch self {
    case .v4(let block): block.length == 32 ? .v4(block.address) : nil
    case .v6(let block): block.length == 128 ? .v6(block.address) : nil
    }
  }
}
