import Netfilter
import Support
import Traffic

/// A program of a node: chains that call later ones, sets of all types, hooks in the kernel's chains.
struct RandomProgram {
  private let family: AddressFamily
  private let devices: [String]
  private let addresses: [IPAddress]
  private var random: SeededGenerator
  private var sets: [IPSet] = []

  static let ports: [UInt16] = [0, 1, 22, 79, 80, 81, 443, 8000, 8079, 8080, 8081, 65_535]
  static let protocols: [IPProtocol] = [
    .tcp, .tcp, .tcp, .udp, .sctp, .udplite, .icmp, .icmpv6, .ipip, IPProtocol(rawValue: 47),
  ]

  /// Makes a program with a generator that `random` seeds.
  init(_ family: AddressFamily, for cluster: RandomCluster, _ random: inout SeededGenerator) {
    self.family = family
    self.random = SeededGenerator(seed: random.next())
    devices = cluster.devices
    addresses = cluster.addresses[family]!
  }

  mutating func make() -> Program {
    makeSets()
    let tables: [TableName] = random.chance(40) ? [.raw, .mangle, .filter] : [.filter]
    return Program(family: family, tables: tables.map { table($0) }, sets: sets)
  }

  private mutating func table(_ name: TableName) -> Table {
    let count = Int.random(in: 1...(name == .filter ? 6 : 2), using: &random)
    let own = (0..<count).map { ChainName("C\($0)") }
    var chains = own.enumerated().map { index, name in
      let callees = Array(own[(index + 1)...])
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<10: return dispatch(name, to: callees)
      case 10..<20: return list(name, to: callees)
      default: return Chain(name, rules: rules(count: random.chance(10) ? 12...24 : 1...5, calling: callees))
      }
    }
    for hook in name.builtInChains where random.chance(name == .filter ? 90 : 50) {
      let policy: ChainPolicy = random.chance(15) ? .drop : .accept
      var rules = rules(count: 0...2, calling: own)
      rules.append(Rule([], random.chance(50) ? .jump(own[0]) : .goto(own[0])))
      chains.append(Chain(hook, policy: policy, rules: rules))
    }
    return Table(name, chains: chains)
  }

  private mutating func rules(count: ClosedRange<Int>, calling chains: [ChainName]) -> [Rule] {
    (0..<Int.random(in: count, using: &random)).map { _ in rule(calling: chains) }
  }

  /// A chain of its own for each device, as Calico's.
  private mutating func dispatch(_ name: ChainName, to chains: [ChainName]) -> Chain {
    let isInput = random.chance(50)
    let rules = devices.filter { _ in random.chance(80) }.map { device in
      Rule([isInput ? .inInterface(device) : .outInterface(device)], target(calling: chains))
    }
    return Chain(name, rules: rules + [Rule([], random.pick([.drop, .accept, .return]))])
  }

  /// Many rules, each about few addresses of one side, as Azure NPM's; long enough for an index.
  private mutating func list(_ name: ChainName, to chains: [ChainName]) -> Chain {
    let isSource = random.chance(50)
    let rules = (0..<Int.random(in: 12...40, using: &random)).map { _ in
      let block = CIDR(random.pick(addresses))
      let others = random.chance(30) ? [match()] : []
      return Rule([isSource ? .source(block) : .destination(block)] + others, target(calling: chains))
    }
    return Chain(name, rules: rules)
  }

  private mutating func rule(calling chains: [ChainName]) -> Rule {
    let matches = (0..<random.pick([0, 1, 1, 1, 2, 2, 3])).map { _ in match() }
    return Rule(matches, target(calling: chains))
  }

  private mutating func target(calling chains: [ChainName]) -> Target? {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<14: return .accept
    case 14..<25: return .drop
    case 25..<28: return .reject()
    case 28..<38: return .return
    case 38..<58: return .mark(markChange())
    case 58..<66: return connmark()
    case 66..<68: return nil
    case 68..<88: return chains.isEmpty ? .accept : .jump(random.pick(chains))
    default: return chains.isEmpty ? .drop : .goto(random.pick(chains))
    }
  }

  private mutating func markChange() -> MarkChange {
    let bits = UInt32.random(in: 0...7, using: &random)
    return MarkChange(random.pick([.set, .exclusiveSet, .and, .or, .xor]), bits, mask: random.pick([1, 3, 7, .max]))
  }

  private mutating func connmark() -> Target {
    let masks: [UInt32] = [1, 6, 7, .max]
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return .connmark(.change(markChange()))
    case 1: return .connmark(.save(packetMask: random.pick(masks), connectionMask: random.pick(masks)))
    default: return .connmark(.restore(packetMask: random.pick(masks), connectionMask: random.pick(masks)))
    }
  }
}

extension RandomProgram {
  private mutating func match() -> Match {
    let negated = random.chance(25)
    switch Int.random(in: 0..<14, using: &random) {
    case 0: return .protocol(random.pick(Self.protocols), negated: negated)
    case 1: return .source(random.pick(RandomCluster.blocks[family]!), negated: negated)
    case 2: return .destination(random.pick(RandomCluster.blocks[family]!), negated: negated)
    case 3: return .inInterface(device(), negated: negated)
    case 4: return .outInterface(device(), negated: negated)
    case 5: return .destinationPort(range(), negated: negated)
    case 6:
      return .multiport(
        .destination, (0..<Int.random(in: 1...3, using: &random)).map { _ in range() }, negated: negated)
    case 7, 8, 9: return .set(random.pick(sets).name, directions(), negated: negated)
    case 10, 11:
      let mask: UInt32 = random.pick([1, 3, 7])
      return .mark(UInt32.random(in: 0...7, using: &random) & mask, mask: mask, negated: negated)
    case 12:
      let states: [ConnectionState] = [.new, .invalid, [.related, .established], [.new, .related]]
      return .conntrackState(random.pick(states), negated: negated)
    default: return random.chance(50) ? icmp(negated) : .addressType(addressTypes())
    }
  }

  private mutating func icmp(_ negated: Bool) -> Match {
    let type = random.pick([ICMPType.any, ICMPType(8), ICMPType(3, code: 1), ICMPType(0), ICMPType(255)])
    return family == .ipv4 ? .icmp(type, negated: negated) : .icmpv6(type, negated: negated)
  }

  private mutating func addressTypes() -> AddressTypeMatch {
    let side = AddressTypeMatch.Side(random.pick([.local, .unicast, [.local, .unicast]]), negated: random.chance(30))
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return AddressTypeMatch(source: side)
    case 1: return AddressTypeMatch(destination: side)
    default: return AddressTypeMatch(source: side, destination: AddressTypeMatch.Side(.local))
    }
  }

  private mutating func device() -> String {
    random.chance(50) ? random.pick(devices) : random.pick(["veth+", "veth-x.p1+", "eth0", "lo", "+", "eth+"])
  }

  private mutating func range() -> PortRange {
    let (one, two) = (random.pick(Self.ports), random.pick(Self.ports))
    return random.chance(50) ? PortRange(one) : PortRange(min(one, two), max(one, two))
  }

  private mutating func directions() -> SetDirections {
    random.pick([.src, .dst, .dst, .dstDst, .dstDst, SetDirections([.source, .destination])!])
  }
}

extension RandomProgram {
  private mutating func makeSets() {
    for index in 0..<3 { sets.append(blocks("net\(index)", .hashNet)) }
    sets.append(blocks("ip", .hashIP))
    for index in 0..<2 { sets.append(portSet("port\(index)")) }
    // One of another family: the kernel finds nothing in it.
    if random.chance(10) {
      var other = IPSet("other", .hashNet, members: [.net(CIDR(family == .ipv4 ? "::/0" : "0.0.0.0/0")!)])
      other.family = family == .ipv4 ? .ipv6 : .ipv4
      sets.append(other)
    }
    // A list is either of sets with ports or of sets without.
    let names = sets.map(\.name)
    let (plain, ported) = (names.filter { !$0.text.hasPrefix("port") }, names.filter { $0.text.hasPrefix("port") })
    sets.append(list("list", of: plain))
    sets.append(list("pairs", of: ported))
  }

  private mutating func list(_ name: SetName, of names: [SetName]) -> IPSet {
    let count = Int.random(in: 0...3, using: &random)
    return IPSet(name, .listSet, members: (0..<count).map { _ in .set(random.pick(names)) })
  }

  private mutating func blocks(_ name: String, _ type: SetType) -> IPSet {
    var members: [SetMember] = []
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      if type == .hashIP || random.chance(50) {
        members.append(.address(random.pick(addresses)))
      } else {
        members.append(.net(random.pick(RandomCluster.blocks[family]!), isExcluded: random.chance(30)))
      }
    }
    return set(SetName(name), type, members)
  }

  private mutating func portSet(_ name: String) -> IPSet {
    let members = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      SetMember.port(
        random.pick(addresses), random.pick(Self.protocols), random.chance(20) ? 8 << 8 : random.pick(Self.ports))
    }
    return set(SetName(name), .hashIPPort, members)
  }

  private func set(_ name: SetName, _ type: SetType, _ members: [SetMember]) -> IPSet {
    var set = IPSet(name, type, members: members)
    set.family = family
    return set
  }
}

extension CIDR {
  /// The block of one address.
  fileprivate init(_ address: IPAddress) {
    switch address {
    case .v4(let address): self = .v4(CIDRv4(address, length: 32))
    case .v6(let address): self = .v6(CIDRv6(address, length: 128))
    }
  }
}
