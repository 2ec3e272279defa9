internal import Netfilter
internal import Traffic

/// The sets of a program, indexed once and asked as the kernel asks them.
struct SetLookup: Sendable {
  private struct Index: Sendable {
    var set: IPSet
    /// Members in the kernel's form, with whether they are holes.
    var members: [SetMember: Bool] = [:]
    /// The prefix lengths that there are, the most specific first.
    var lengths: [UInt8] = []
  }

  private let indices: [SetName: Index]

  init(_ sets: [IPSet]) {
    indices = Dictionary(
      sets.map { ($0.name, Self.index($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The set, if the program has it.
  func set(_ name: SetName) -> IPSet? { indices[name]?.set }

  /// The member that makes the set match, or `nil`: the most specific block of a `hash:net` decides, and does not match
  /// if it is a `nomatch` one.
  func member(of name: SetName, matching packet: Packet, _ directions: SetDirections) -> SetMember? {
    guard let index = indices[name] else { return nil }
    let address = directions[0] == .source ? packet.source : packet.destination
    switch index.set.type {
    case .listSet:
      for case .set(let inner) in index.set.members {
        if let member = member(of: inner, matching: packet, directions) { return member }
      }
      return nil
    case .hashIP: return index.members[.address(address)] == nil ? nil : .address(address)
    case .hashIPPort:
      let port = directions[1] == .source ? packet.sourcePort : packet.destinationPort
      let member = SetMember.port(address, packet.ipProtocol, port)
      return index.members[member] == nil ? nil : member
    case .hashNet:
      for length in index.lengths {
        let block = SetMember.net(Self.block(around: address, length: length))
        guard let isExcluded = index.members[block] else { continue }
        return isExcluded ? nil : block
      }
      return nil
    }
  }

  /// Blocks by their masked form; a `/32` and an address are the same. Of equal members the last one counts.
  private static func index(_ set: IPSet) -> Index {
    var index = Index(set: set)
    var lengths: Set<UInt8> = []
    for member in set.members {
      switch member {
      case .net(let block, let isExcluded):
        index.members[.net(block)] = isExcluded
        lengths.insert(UInt8(block.length))
      case .address(let address):
        index.members[member] = false
        lengths.insert(UInt8(address.family.bitWidth))
      case .port: index.members[member] = false
      case .set: break
      }
    }
    index.lengths = lengths.sorted(by: >)
    return index
  }

  private static func block(around address: IPAddress, length: UInt8) -> CIDR {
    switch address {
    case .v4(let address): .v4(CIDRv4(address, length: min(length, 32)).masked)
    case .v6(let address): .v6(CIDRv6(address, length: length).masked)
    }
  }
}
