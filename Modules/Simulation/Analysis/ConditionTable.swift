internal import Netfilter
internal import Reachability
internal import Traffic

/// What rules ask of an end; every condition is held once.
enum EndCondition: Hashable, Sendable {
  /// Its address is in one of these sets.
  case sets([Int32])
  /// Its address is in one of these blocks, which do not overlap.
  case blocks([CIDR])
  /// Its device has this name; a `+` at the end stands for any rest.
  case device(String)
}

/// The conditions and sets that flat rules point to.
struct ConditionTable: Sendable {
  /// Sets of addresses and of addresses with ports, equal ones of several programs held once; never lists.
  var sets: [IPSet] { setNumbers.sets }
  /// The conditions.
  var conditions: [EndCondition] { conditionNumbers.values }
  /// The sets that tests of ports point to: each stands for those of a list.
  var portSets: [[Int32]] { portSetNumbers.values }
  /// Sets of traffic that rules point to.
  var traffic = TrafficPool()

  private var setNumbers = SetNumbering()
  private var conditionNumbers = Numbering<EndCondition>()
  private var portSetNumbers = Numbering<[Int32]>()

  /// The number of a condition.
  mutating func number(of condition: EndCondition) -> Int32 { conditionNumbers.number(of: condition) }

  /// The number of a union of sets with ports.
  mutating func number(ofPortSets sets: [Int32]) -> Int32 { portSetNumbers.number(of: sets) }

  /// The number of a set.
  mutating func number(of set: IPSet) -> Int32 { setNumbers.number(of: set) }

  /// The blocks at which the outside must be cut; single addresses that `isInside` are left out.
  func blocks(isInside: (IPAddress) -> Bool) -> Set<CIDR> {
    var blocks: Set<CIDR> = []
    for case .blocks(let list) in conditions { blocks.formUnion(list) }
    for set in sets {
      for member in set.members {
        switch member {
        case .net(let block, _):
          if let address = block.single, isInside(address) { continue }
          blocks.insert(block.masked)
        case .address(let address), .port(let address, _, _):
          if !isInside(address) { blocks.insert(CIDR(address)) }
        case .set: break
        }
      }
    }
    return blocks
  }
}

extension CIDR {
  /// The block of one address.
  init(_ address: IPAddress) {
    switch address {
    case .v4(let address): self = .v4(CIDRv4(address, length: 32))
    case .v6(let address): self = .v6(CIDRv6(address, length: 128))
    }
  }
}
