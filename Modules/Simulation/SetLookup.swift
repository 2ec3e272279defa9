internal import Netfilter
internal import Traffic

/// The sets of a program, asked as the kernel asks them: each is indexed when it is first needed.
struct SetLookup {
  private let sets: [SetName: IPSet]
  private var indices: [SetName: [SetMember: Bool]] = [:]
  private var lengths: [SetName: [UInt8]] = [:]

  init(_ sets: [IPSet]) {
    self.sets = Dictionary(sets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The set, if the program has it.
  func set(_ name: SetName) -> IPSet? { sets[name] }

  /// The member that makes the set match, or `nil`: the most specific block of a `hash:net` decides, and does not match
  /// if it is a `nomatch` one.
  mutating func member(of name: SetName, matching packet: Packet, _ directions: SetDirections) -> SetMember? {
    guard let set = sets[name] else { return nil }
    let address = directions[0] == .source ? packet.source : packet.destination
    switch set.type {
    case .listSet:
      for case .set(let inner) in set.members {
        if let member = member(of: inner, matching: packet, directions) { return member }
      }
      return nil
    case .hashIP: return find(.address(address), in: set)
    case .hashIPPort:
      let port = directions[1] == .source ? packet.sourcePort : packet.destinationPort
      return find(.port(address, packet.ipProtocol, port), in: set)
    case .hashNet:
      index(set)
      for length in lengths[name] ?? [] {
        let block = Self.block(around: address, length: length)
        guard let isExcluded = indices[name]?[.net(block)] else { continue }
        return isExcluded ? nil : .net(block)
      }
      return nil
    }
  }

  private mutating func find(_ member: SetMember, in set: IPSet) -> SetMember? {
    index(set)
    return indices[set.name]?[member] == nil ? nil : member
  }

  /// Blocks by their masked form, with whether they are holes; a `/32` and an address are the same.
  private mutating func index(_ set: IPSet) {
    guard indices[set.name] == nil else { return }
    var index: [SetMember: Bool] = [:]
    var lengths: Set<UInt8> = []
    for member in set.members {
      switch member {
      case .net(let block, let isExcluded):
        index[.net(block)] = isExcluded
        lengths.insert(UInt8(block.length))
      case .address(let address):
        index[member] = false
        lengths.insert(UInt8(address.family.bitWidth))
      case .port, .set: index[member] = false
      }
    }
    indices[set.name] = index
    self.lengths[set.name] = lengths.sorted(by: >)
  }

  private static func block(around address: IPAddress, length: UInt8) -> CIDR {
    switch address {
    case .v4(let address): .v4(CIDRv4(address, length: min(length, 32)).masked)
    case .v6(let address): .v6(CIDRv6(address, length: length).masked)
    }
  }
}
