/// A table while commands work on it: its chains with an index by name.
struct TableState {
  var table: Table
  private var places: [ChainName: Int] = [:]
  private let sets: Set<SetName>

  init(_ table: Table, sets: Set<SetName>, flush: Bool) {
    self.table = table
    self.sets = sets
    if flush {
      self.table.chains.removeAll { !table.name.builtInChains.contains($0.name) }
      for index in self.table.chains.indices { self.table.chains[index].rules = [] }
    }
    let present = Set(self.table.chains.map(\.name))
    let missing = table.name.builtInChains.filter { !present.contains($0) }
    self.table.chains.insert(contentsOf: missing.map { Chain($0, policy: .accept) }, at: 0)
    index()
  }

  private mutating func index() {
    places = Dictionary(
      zip(table.chains.lazy.map(\.name), table.chains.indices), uniquingKeysWith: { first, _ in first })
  }

  mutating func execute(_ command: RestoreCommand) throws(NetfilterError.Reason) {
    switch command {
    case .declare(let name, let policy, let counters): try declare(name, policy, counters)
    case .append(let rule, let name):
      let place = try place(of: name)
      try check(rule)
      table.chains[place].rules.append(rule)
    case .insert(let rule, let name, let number): try insert(rule, name, number ?? 1)
    case .replace(let rule, let name, let number):
      let place = try place(of: name)
      try check(rule)
      table.chains[place].rules[try ruleIndex(number, place)] = rule
    case .delete(let rule, let name):
      let place = try place(of: name)
      guard let index = table.chains[place].rules.firstIndex(of: rule) else { throw .missingRule(name) }
      table.chains[place].rules.remove(at: index)
    case .deleteNumber(let number, let name):
      let place = try place(of: name)
      table.chains[place].rules.remove(at: try ruleIndex(number, place))
    case .flush(let name):
      guard let name else { return flushAll() }
      table.chains[try place(of: name)].rules = []
    case .deleteChain(let name): try deleteChains(name)
    case .newChain(let name):
      if places[name] != nil { throw .existingChain(name, table.name) }
      create(name)
    case .setPolicy(let name, let policy):
      let place = try place(of: name)
      guard isBuiltIn(name) else { throw .unexpectedPolicy(name) }
      table.chains[place].policy = policy
    case .table, .commit, .remark: break
    }
  }

  private func isBuiltIn(_ name: ChainName) -> Bool { table.name.builtInChains.contains(name) }

  private func place(of name: ChainName) throws(NetfilterError.Reason) -> Int {
    guard let place = places[name] else { throw .unknownChain(name, table.name) }
    return place
  }

  private func ruleIndex(_ number: Int, _ place: Int) throws(NetfilterError.Reason) -> Int {
    let chain = table.chains[place]
    guard number >= 1, number <= chain.rules.count else {
      throw .badRuleNumber(number, chain.name, count: chain.rules.count)
    }
    return number - 1
  }

  /// A rule may lead to chains that exist and are not the kernel's own, and look into sets that exist.
  private func check(_ rule: Rule) throws(NetfilterError.Reason) {
    if let chain = rule.target?.chain, places[chain] == nil || isBuiltIn(chain) {
      throw .unknownChain(chain, table.name)
    }
    for match in rule.matches {
      if case .set(let name, _, _) = match, !sets.contains(name) { throw .unknownSet(name) }
    }
  }

  private mutating func declare(
    _ name: ChainName, _ policy: ChainPolicy?, _ counters: Counters?
  ) throws(NetfilterError.Reason) {
    if isBuiltIn(name) {
      let place = try place(of: name)
      if let policy { table.chains[place].policy = policy }
      table.chains[place].counters = counters
    } else if policy != nil {
      throw .unexpectedPolicy(name)
    } else if let place = places[name] {
      table.chains[place].rules = []
    } else {
      create(name)
    }
  }

  private mutating func create(_ name: ChainName) {
    places[name] = table.chains.count
    table.chains.append(Chain(name))
  }

  private mutating func insert(_ rule: Rule, _ name: ChainName, _ number: Int) throws(NetfilterError.Reason) {
    let place = try place(of: name)
    try check(rule)
    let count = table.chains[place].rules.count
    guard number >= 1, number <= count + 1 else { throw .badRuleNumber(number, name, count: count) }
    table.chains[place].rules.insert(rule, at: number - 1)
  }

  private mutating func flushAll() {
    for index in table.chains.indices { table.chains[index].rules = [] }
  }

  private mutating func deleteChains(_ name: ChainName?) throws(NetfilterError.Reason) {
    var doomed = Set(table.chains.lazy.map(\.name)).subtracting(table.name.builtInChains)
    if let name {
      _ = try place(of: name)
      if isBuiltIn(name) { throw .permanentChain(name) }
      doomed = [name]
    }
    for chain in table.chains {
      if doomed.contains(chain.name), !chain.rules.isEmpty { throw .chainInUse(chain.name) }
      for rule in chain.rules {
        if let led = rule.target?.chain, doomed.contains(led) { throw .chainInUse(led) }
      }
    }
    table.chains.removeAll { doomed.contains($0.name) }
    index()
  }
}
