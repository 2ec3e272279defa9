internal import Backend
internal import Netfilter
internal import Reachability
internal import Traffic

/// What the rules of a chain have in common while they are read: shared, so that each rule costs one reference.
final class ChainReading {
  let facts: ChainFacts
  let view: DeviceView
  /// Whether the view is that of one pod, which is not met again.
  let isOneDevice: Bool
  let sets: [SetName: IPSet]
  let family: AddressFamily

  init(
    _ facts: ChainFacts, _ view: DeviceView, isOneDevice: Bool, sets: [SetName: IPSet], family: AddressFamily
  ) {
    (self.facts, self.view, self.isOneDevice, self.sets, self.family) = (facts, view, isOneDevice, sets, family)
  }
}

/// Reads the conditions of one rule for the first packet of a connection.
struct RuleReading {
  private let rule: Rule
  private let number: Int
  private let context: ChainReading
  private var key = RuleKey()
  /// What is left of all traffic; `nil` while no condition has cut it.
  private var traffic: TrafficSet?
  private var isNever = false
  /// What cannot be analysed; it counts only if no other condition rules the rule out.
  private var objection: UndecidableError?

  /// The rule at an index of its chain.
  init(_ index: Int, in context: ChainReading) {
    (rule, number, self.context) = (context.facts.chain.rules[index], index + 1, context)
  }

  private var place: RulePlace {
    RulePlace(table: context.facts.key.table, chain: context.facts.key.chain, number: number)
  }

  /// The rule's conditions without its target; `nil` if no first packet of a connection can fulfil them.
  mutating func conditions(_ table: inout ConditionTable) throws(UndecidableError) -> RuleKey? {
    for match in rule.matches where !isNever { try read(match, &table) }
    if isNever || traffic?.isEmpty == true { return nil }
    if let objection { throw objection }
    if let traffic { key.traffic = table.traffic.number(of: traffic) }
    return key
  }

  /// What the rule does, if it does not lead to a chain.
  func target(_ target: Target) throws(UndecidableError) -> FlatTarget {
    switch target {
    case .accept: return .accept
    case .drop, .reject: return .drop
    case .return: return .return
    case .mark(let change): return .mark(change)
    case .connmark(let change): return .connmark(change)
    case .other(let raw):
      throw UndecidableError("rule \(place) has the target \(raw.module), whose meaning is not known")
    case .jump, .goto, .log, .nflog: return .return
    }
  }

  private mutating func read(_ match: Match, _ table: inout ConditionTable) throws(UndecidableError) {
    switch match {
    case .set(let name, let directions, let negated): try read(name, directions, negated, &table)
    case .protocol(let ipProtocol, let negated): keep(TrafficSet(ipProtocol), negated)
    case .source(let block, let negated): add(.source, .blocks([block.masked]), negated, block.length == 0, &table)
    case .destination(let block, let negated):
      add(.destination, .blocks([block.masked]), negated, block.length == 0, &table)
    case .inInterface(let pattern, let negated): read(context.view.input, .source, pattern, negated, &table)
    case .outInterface(let pattern, let negated): read(context.view.output, .destination, pattern, negated, &table)
    case .sourcePort(let range, let negated):
      if range == .all { keep(.withPorts, false, isNever: negated) } else { object("a source port") }
    case .destinationPort(let range, let negated): keepPorts(PortSet([range]), negated)
    case .multiport(.destination, let ranges, let negated): keepPorts(PortSet(ranges), negated)
    case .multiport: object("a source port")
    case .mark(let value, let mask, let negated): key.marks.append(MarkTest(value: value, mask: mask, negated: negated))
    case .conntrackState(let states, let negated):
      require(states.contains(context.view.hasConnection ? .new : .invalid) != negated)
    case .comment: break
    case .addressType(let match): read(match, &table)
    case .icmp(let type, let negated): keep(type, of: .icmp, negated)
    case .icmpv6(let type, let negated): keep(type, of: .icmpv6, negated)
    case .other(let raw):
      objection = UndecidableError("rule \(place) has the match \(raw.module), whose meaning is not known")
    }
  }

  private mutating func require(_ holds: Bool) { if !holds { isNever = true } }

  private mutating func object(_ what: String) {
    objection = UndecidableError("rule \(place) looks at \(what), which reachability does not tell apart")
  }

  private mutating func keep(_ set: TrafficSet, _ negated: Bool, isNever: Bool = false) {
    let kept = negated ? set.inverted : set
    traffic = traffic?.intersection(kept) ?? kept
    if isNever { self.isNever = true }
  }

  private mutating func keepPorts(_ ports: PortSet, _ negated: Bool) {
    keep(.withPorts(negated ? ports.inverted : ports), false)
  }

  private mutating func keep(_ type: ICMPType, of ipProtocol: IPProtocol, _ negated: Bool) {
    var ports = PortSet.all
    if let number = type.type.map(UInt16.init) {
      let first = number << 8 | UInt16(type.code ?? 0)
      ports = PortSet([PortRange(first, type.code == nil ? number << 8 | 255 : first)])
    }
    keep(TrafficSet(ipProtocol, negated ? ports.inverted : ports), false)
  }

  private mutating func add(
    _ side: Side, _ condition: EndCondition, _ negated: Bool, _ isAlways: Bool, _ table: inout ConditionTable
  ) {
    if isAlways { return require(!negated) }
    let test = EndTest(condition: table.number(of: condition), negated: negated)
    if side == .source { key.source.append(test) } else { key.destination.append(test) }
  }

  private mutating func read(
    _ device: DeviceView.Device, _ side: Side, _ pattern: String, _ negated: Bool, _ table: inout ConditionTable
  ) {
    switch device {
    case .ofEnd: add(side, .device(pattern), negated, pattern == "+", &table)
    case .named(let name): require(InterfacePattern(pattern).matches(name) != negated)
    case .none: require(InterfacePattern(pattern).matches("") != negated)
    }
  }

  /// An address is LOCAL if it is the node's own, else UNICAST, unless it is nobody's.
  private mutating func read(_ match: AddressTypeMatch, _ table: inout ConditionTable) {
    for (side, packetSide, wanted) in [
      (Side.source, PacketSide.source, match.source), (.destination, .destination, match.destination),
    ] {
      guard let wanted else { continue }
      guard wanted.types.isSubset(of: [.local, .unicast]) else {
        objection = UndecidableError("rule \(place) asks for a type of addresses other than LOCAL and UNICAST")
        continue
      }
      if context.view.local.contains(packetSide) {
        require(wanted.types.contains(.local) != wanted.negated)
      } else if wanted.types == [.local] {
        add(side, .blocks(context.family.loopbackBlocks), wanted.negated, false, &table)
      } else {
        let others = wanted.types.contains(.local) ? [] : context.family.loopbackBlocks
        add(side, .blocks(context.family.groupBlocks + others), !wanted.negated, false, &table)
      }
    }
  }

  private mutating func read(
    _ name: SetName, _ directions: SetDirections, _ negated: Bool, _ table: inout ConditionTable
  ) throws(UndecidableError) {
    guard let set = context.sets[name] else {
      throw UndecidableError("rule \(place) names set \(name), which is not there")
    }
    let parts = leaves(of: set).filter { $0.family == context.family }
    let ported = parts.filter { $0.type == .hashIPPort }
    // The kernel does not look into a set whose members have more parts than the rule gives.
    let usable = directions.count == 1 ? parts.filter { $0.type != .hashIPPort } : parts
    if usable.isEmpty { return require(negated) }
    let numbers = usable.map { table.number(of: $0) }.sorted()
    let side: Side = directions[0] == .source ? .source : .destination
    if ported.isEmpty || directions.count == 1 { return add(side, .sets(numbers), negated, false, &table) }
    guard ported.count == parts.count else {
      objection = UndecidableError("rule \(place) names list \(name), which mixes sets with and without ports")
      return
    }
    guard directions[1] == .destination else { return object("a source port") }
    key.ports.append(PortTest(side: side, set: table.number(ofPortSets: numbers), negated: negated))
  }

  /// The set, or those of a list; a list cannot hold lists.
  private func leaves(of set: IPSet) -> [IPSet] {
    guard set.type == .listSet else { return [set] }
    return set.members.compactMap { member in
      guard case .set(let name) = member, let inner = context.sets[name], inner.type != .listSet else { return nil }
      return inner
    }
  }
}

extension TrafficSet {
  /// All that has ports for iptables.
  static let withPorts = withPorts(.all)

  /// These ports of every protocol that has some.
  static func withPorts(_ ports: PortSet) -> TrafficSet {
    [IPProtocol.tcp, .udp, .udplite, .sctp].reduce(.empty) { $0.union(TrafficSet($1, ports)) }
  }
}

extension AddressFamily {
  /// Addresses that are every node's own.
  fileprivate var loopbackBlocks: [CIDR] { self == .ipv4 ? ["127.0.0.0/8"].compactMap { CIDR($0) } : [] }

  /// Addresses that are no one host's.
  fileprivate var groupBlocks: [CIDR] {
    (self == .ipv4 ? ["0.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32"] : ["ff00::/8"]).compactMap { CIDR($0) }
  }
}

/// Where a rule stands, written only where somebody reads it.
struct RulePlace: CustomStringConvertible {
  var table: TableName
  var chain: ChainName
  var number: Int

  var description: String { "\(table.rawValue) \(chain) \(number)" }
}
