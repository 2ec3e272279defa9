internal import Netfilter
internal import Text
internal import Traffic

/// The sets of a program, indexed once and asked as the kernel asks them.
///
/// As in the kernel, a set never matches an address of another family, nor one for which the rule gives fewer
/// directions than its members have parts; a negated match then holds. Source: `ip_set_test` of
/// `net/netfilter/ipset/ip_set_core.c`, Linux 6.18.
struct SetLookup: Sendable {
  private let sets: [IPSet]
  private let tables: [SetTable]
  private let numbers: [SetName: Int]

  /// Indexes sets; those that `known` has are not indexed again.
  init(_ sets: [IPSet], known: inout KnownSetTables) {
    self.sets = sets
    let numbers = Dictionary(
      sets.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.numbers = numbers
    tables = sets.map { known.table(of: $0, numbers: numbers) }
  }

  /// The number of a set; `nil` if the program has none of that name.
  func index(of name: SetName) -> Int? { numbers[name] }

  /// The set of a number.
  func set(_ index: Int) -> IPSet { sets[index] }

  /// Whether a packet is in a set; a list is asked set by set.
  func contains(_ packet: Packet, in index: Int, _ directions: SetDirections) -> Bool {
    let address = directions[0] == .source ? packet.source : packet.destination
    switch tables[index] {
    case .blocks(let blocks): return blocks.contains(address)
    case .ports(let members):
      guard directions.count > 1 else { return false }
      return members.contains(PortKey(address, of: packet, directions[1]))
    case .list(let inner):
      for member in inner where contains(packet, in: member, directions) { return true }
      return false
    }
  }

  /// The member that makes a set match, or that keeps it from matching; `nil` where no member covers the packet.
  func member(of index: Int, covering packet: Packet, _ directions: SetDirections) -> SetMember? {
    let address = directions[0] == .source ? packet.source : packet.destination
    switch tables[index] {
    case .blocks(let blocks): return blocks.block(covering: address).map { .net($0, isExcluded: $1).canonical }
    case .ports:
      let port = PortKey(address, of: packet, directions[1]).port
      return contains(packet, in: index, directions) ? .port(address, packet.ipProtocol, port) : nil
    case .list(let inner):
      return inner.first { contains(packet, in: $0, directions) }.map { .set(sets[$0].name) }
    }
  }

  /// What is looked for in a set, as a member would be written.
  func subject(of packet: Packet, _ directions: SetDirections) -> String {
    let address = directions[0] == .source ? packet.source : packet.destination
    guard directions.count > 1 else { return address.description }
    var text = TextBuffer()
    text.append(.port(address, packet.ipProtocol, PortKey(address, of: packet, directions[1]).port), as: .save)
    return text.text
  }
}

/// What a set holds, for asking.
enum SetTable: Sendable {
  /// Addresses and blocks.
  case blocks(BlockTable)
  /// Addresses with ports.
  case ports(Set<PortKey>)
  /// The numbers of the sets that a list names.
  case list([Int])

  init(_ set: IPSet, numbers: [SetName: Int]) {
    switch set.type {
    case .hashNet, .hashIP: self = .blocks(BlockTable(set.members))
    case .hashIPPort:
      self = .ports(Set(set.members.compactMap { PortKey($0) }))
    case .listSet:
      self = .list(
        set.members.compactMap { member in
          if case .set(let name) = member { numbers[name] } else { nil }
        })
    }
  }
}

/// What the sets of several nodes' programs hold: most are the same on all nodes.
struct KnownSetTables: Sendable {
  private var numbers = SetNumbering()
  private var tables: [SetTable] = []

  /// What a set holds; the numbers of `sets` are those of the program that asks.
  fileprivate mutating func table(of set: IPSet, numbers sets: [SetName: Int]) -> SetTable {
    if set.type == .listSet { return SetTable(set, numbers: sets) }
    let number = Int(numbers.number(of: set))
    if number == tables.count { tables.append(SetTable(set, numbers: sets)) }
    return tables[number]
  }
}

/// A member of a `hash:ip,port`.
struct PortKey: Hashable, Sendable {
  var address: IPAddress
  var ipProtocol: IPProtocol
  var port: UInt16

  init?(_ member: SetMember) {
    guard case .port(let address, let ipProtocol, let port) = member else { return nil }
    (self.address, self.ipProtocol, self.port) = (address, ipProtocol, port)
  }

  /// What the kernel looks for: ICMP has type and code for a port, other protocols without ports have 0.
  init(_ address: IPAddress, of packet: Packet, _ side: PacketSide) {
    (self.address, ipProtocol) = (address, packet.ipProtocol)
    if packet.hasPortNumbers {
      port = side == .source ? packet.sourcePort : packet.destinationPort
    } else {
      port = ipProtocol == .icmp || ipProtocol == .icmpv6 ? packet.destinationPort : 0
    }
  }
}

extension Packet {
  /// Whether netfilter finds port numbers in it.
  var hasPortNumbers: Bool { ipProtocol.hasPorts || ipProtocol == .udplite }
}
