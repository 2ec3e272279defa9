internal import Netfilter
internal import Traffic

/// Turns chains into flat lists of rules and conditions.
struct RuleCompiler {
  private(set) var chains: [CompiledChain] = []
  private(set) var rules: [CompiledRule] = []
  private(set) var conditions: [Condition] = []
  private(set) var patterns: [InterfacePattern] = []
  private(set) var portLists: [[PortRange]] = []
  /// Whether a rule copies its connection's mark to a packet.
  private(set) var restoresConnmark = false
  private var numbers: [ChainKey: Int32] = [:]
  private let sets: SetLookup

  init(sets: SetLookup) { self.sets = sets }

  /// The number of a chain, once `add` has seen its table.
  func number(of chain: ChainName, in table: TableName) -> Int32? { numbers[ChainKey(table: table, chain: chain)] }

  /// Adds the chains of a table, the kernel's own included.
  mutating func add(_ added: [Chain], of table: TableName) {
    for (index, chain) in added.enumerated() {
      let key = ChainKey(table: table, chain: chain.name)
      if numbers[key] == nil { numbers[key] = Int32(chains.count + index) }
    }
    for chain in added {
      let first = Int32(rules.count)
      for rule in chain.rules { add(rule, of: table) }
      chains.append(CompiledChain(table: table, chain: chain, rules: first..<Int32(rules.count)))
    }
  }

  private mutating func add(_ rule: Rule, of table: TableName) {
    let first = Int32(conditions.count)
    for match in rule.matches { conditions.append(condition(match)) }
    rules.append(
      CompiledRule(
        conditions: first..<Int32(conditions.count), action: action(rule.target, in: table),
        isPolicyRule: rule.origin.rule != nil))
  }

  private mutating func condition(_ match: Match) -> Condition {
    switch match {
    case .set(let name, let directions, let negated):
      return sets.index(of: name).map { .set(Int32($0), directions, negated: negated) } ?? .unknown
    case .protocol(let ipProtocol, let negated): return .ipProtocol(ipProtocol, negated: negated)
    case .source(let block, let negated): return .source(block, negated: negated)
    case .destination(let block, let negated): return .destination(block, negated: negated)
    case .inInterface(let pattern, let negated): return .inInterface(index(of: pattern), negated: negated)
    case .outInterface(let pattern, let negated): return .outInterface(index(of: pattern), negated: negated)
    case .sourcePort(let range, let negated): return .sourcePort(range, negated: negated)
    case .destinationPort(let range, let negated): return .destinationPort(range, negated: negated)
    case .multiport(let side, let ranges, let negated):
      portLists.append(ranges)
      return .multiport(side, Int32(portLists.count - 1), negated: negated)
    case .mark(let value, let mask, let negated): return .mark(value, mask: mask, negated: negated)
    case .conntrackState(let states, let negated): return .state(states, negated: negated)
    case .comment: return .always
    case .addressType(let types): return .addressType(types)
    case .icmp(let type, let negated): return .icmp(.icmp, type, negated: negated)
    case .icmpv6(let type, let negated): return .icmp(.icmpv6, type, negated: negated)
    case .other: return .unknown
    }
  }

  private mutating func index(of pattern: String) -> Int32 {
    patterns.append(InterfacePattern(pattern))
    return Int32(patterns.count - 1)
  }

  private mutating func action(_ target: Target?, in table: TableName) -> Action {
    switch target {
    case nil, .log, .nflog: return .none
    case .accept: return .accept
    case .drop, .reject: return .drop
    case .return: return .return
    case .mark(let change): return .mark(change)
    case .connmark(let change):
      if case .restore = change { restoresConnmark = true }
      return .connmark(change)
    case .jump(let name): return number(of: name, in: table).map { .jump($0) } ?? .unknown
    case .goto(let name): return number(of: name, in: table).map { .goto($0) } ?? .unknown
    case .other: return .unknown
    }
  }
}
