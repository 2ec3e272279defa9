internal import Netfilter
internal import Traffic

/// Blocks of a `hash:net`, some of them holes: the most specific one that covers an address decides.
struct BlockTable: Sendable {
  /// The blocks of one length, with whether each is a hole.
  private struct Level<Address: Hashable & Sendable>: Sendable {
    var length: UInt8
    var mask: Address
    var blocks: [Address: Bool] = [:]
  }

  /// The most specific first.
  private var v4: [Level<UInt32>] = []
  private var v6: [Level<IPv6Address>] = []

  /// Of equal members the last one counts.
  init(_ members: [SetMember]) {
    var levels4: [UInt8: Level<UInt32>] = [:]
    var levels6: [UInt8: Level<IPv6Address>] = [:]
    for member in members {
      guard let (block, isHole) = Self.block(member) else { continue }
      switch block {
      case .v4(let block):
        levels4[block.length, default: Level(length: block.length, mask: block.mask)]
          .blocks[block.first.rawValue] = isHole
      case .v6(let block):
        levels6[block.length, default: Level(length: block.length, mask: block.mask)].blocks[block.first] = isHole
      }
    }
    v4 = levels4.values.sorted { $0.length > $1.length }
    v6 = levels6.values.sorted { $0.length > $1.length }
  }

  /// Whether the most specific block around an address is there and no hole.
  func contains(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let address):
      for level in v4 {
        if let isHole = level.blocks[address.rawValue & level.mask] { return !isHole }
      }
    case .v6(let address):
      for level in v6 {
        if let isHole = level.blocks[address.masked(by: level.mask)] { return !isHole }
      }
    }
    return false
  }

  /// The most specific block around an address, and whether it is a hole.
  func block(covering address: IPAddress) -> (CIDR, Bool)? {
    switch address {
    case .v4(let address):
      for level in v4 {
        let first = address.rawValue & level.mask
        guard let isHole = level.blocks[first] else { continue }
        return (.v4(CIDRv4(IPv4Address(rawValue: first), length: level.length)), isHole)
      }
    case .v6(let address):
      for level in v6 {
        let first = address.masked(by: level.mask)
        guard let isHole = level.blocks[first] else { continue }
        return (.v6(CIDRv6(first, length: level.length)), isHole)
      }
    }
    return nil
  }

  private static func block(_ member: SetMember) -> (CIDR, Bool)? {
    switch member {
    case .net(let block, let isExcluded): (block, isExcluded)
    case .address(.v4(let address)): (.v4(CIDRv4(address)), false)
    case .address(.v6(let address)): (.v6(CIDRv6(address)), false)
    case .port, .set: nil
    }
  }
}

extension IPv6Address {
  fileprivate func masked(by mask: IPv6Address) -> IPv6Address {
    IPv6Address(high: high & mask.high, low: low & mask.low)
  }
}
