internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Reachability
internal import Traffic

/// What all nodes' programs are flattened into.
struct FlatParts {
  var program = FlatProgram()
  var conditions = ConditionTable()
}

/// Takes the names out of one node's program: its chains go into a `FlatProgram`, equal ones of several nodes as one.
struct Flattening {
  /// A chain of a table.
  struct ChainKey: Hashable {
    var table: TableName
    var chain: ChainName
  }

  private struct SeenKey: Hashable {
    var key: ChainKey
    var view: DeviceView
  }

  let tables: [TableName: [ChainName: Chain]]
  let sets: [SetName: IPSet]
  let family: AddressFamily
  let nodes: [NodeName]
  /// The slots that this node's chains lead to.
  private(set) var slots: [Int32] = []
  private var facts: [ChainKey: ChainFacts] = [:]
  private var seen: [SeenKey: ChainReference] = [:]

  /// Chains may call each other this deep; the kernel refuses loops when it loads a program.
  private static let deepest = 64

  init(_ node: NodeProgram) {
    tables = Dictionary(
      uniqueKeysWithValues: TableName.allCases.map { name in
        let chains = RunnableProgram.chains(of: name, in: node)
        return (name, Dictionary(chains.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }))
      })
    sets = Dictionary(node.program.sets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    family = node.program.family
    nodes = node.nodes
  }

  /// What a packet meets on a way past the node.
  mutating func entry(_ way: NodeWay, into flat: inout FlatParts) throws(UndecidableError) -> Int32 {
    var chains: [ChainReference] = []
    for hook in way.hooks {
      guard let chain = tables[hook.table]?[hook.chain], !chain.rules.isEmpty || chain.policy == .drop else { continue }
      let key = ChainKey(table: hook.table, chain: hook.chain)
      chains.append(try reference(key, hook.view, into: &flat))
    }
    return flat.program.entry(chains.filter { !flat.program.isEmpty($0) })
  }

  /// What a slot's chain is for a device.
  mutating func chain(
    of slot: FlatProgram.Slot, device: String, into flat: inout FlatParts
  ) throws(UndecidableError) -> Int32 {
    var view = slot.view
    if slot.side == .source { view.input = .named(device) } else { view.output = .named(device) }
    let key = ChainKey(table: slot.table, chain: slot.chain)
    return try flatten(key, try facts(of: key, depth: 0), view, isOneDevice: true, into: &flat)
  }

  /// The flat form of a chain; the slot of one that tells devices apart where the view leaves them open.
  private mutating func reference(
    _ key: ChainKey, _ view: DeviceView, isOneDevice: Bool = false, into flat: inout FlatParts
  ) throws(UndecidableError) -> ChainReference {
    let facts = try facts(of: key, depth: 0)
    let narrow = view.narrowed(to: facts.use)
    // A chain that looks at the device of the one pod in question is not met again.
    let isPassing = isOneDevice && !facts.use.isDisjoint(with: [.input, .output])
    let seenKey = SeenKey(key: key, view: narrow)
    if !isPassing, let known = seen[seenKey] { return known }
    let reference: ChainReference
    switch view.open(facts.use) {
    case .input where facts.isDispatch: reference = slot(.source, key, narrow, into: &flat)
    case .output where facts.isDispatch: reference = slot(.destination, key, narrow, into: &flat)
    default: reference = .chain(try flatten(key, facts, narrow, isOneDevice: isPassing, into: &flat))
    }
    if !isPassing { seen[seenKey] = reference }
    return reference
  }

  private mutating func slot(
    _ side: Side, _ key: ChainKey, _ view: DeviceView, into flat: inout FlatParts
  ) -> ChainReference {
    let number = flat.program.slot(FlatProgram.Slot(side: side, table: key.table, chain: key.chain, view: view))
    if !slots.contains(number) { slots.append(number) }
    return .slot(number)
  }

  private mutating func flatten(
    _ key: ChainKey, _ facts: ChainFacts, _ view: DeviceView, isOneDevice: Bool, into flat: inout FlatParts
  ) throws(UndecidableError) -> Int32 {
    let chain = facts.chain
    var rules: [RuleKey] = []
    let context = ChainReading(key, view: view, sets: sets, family: family)
    let candidates = facts.candidates(view)
    rules.reserveCapacity(candidates.count + 1)
    for index in candidates {
      let rule = chain.rules[index]
      guard let target = rule.target, !target.isIdle(view) else { continue }
      let matches = rule.matches
      if view.rulesOut(matches) { continue }
      var reading = RuleReading(matches, number: index + 1, in: context)
      guard var flatRule = try reading.conditions(&flat.conditions) else { continue }
      if let next = target.chain {
        let nextKey = ChainKey(table: key.table, chain: next)
        let reference = try reference(nextKey, view, isOneDevice: isOneDevice, into: &flat)
        if case .jump = target, flat.program.isEmpty(reference) { continue }
        flatRule.target = if case .goto = target { .goto(reference) } else { .jump(reference) }
      } else {
        flatRule.target = try reading.target(target)
      }
      rules.append(flatRule)
    }
    guard chain.policy == .drop else { return flat.program.chain(rules) }
    let drop = RuleKey(target: .drop)
    // What goes back from a kernel chain meets its policy, so the rules stand in a chain of their own.
    if rules.contains(where: \.target.mayReturn) {
      rules = [RuleKey(target: .jump(.chain(flat.program.chain(rules))))]
    }
    return flat.program.chain(rules + [drop])
  }

  /// What there is to know of a chain, worked out once, with all that it calls.
  private mutating func facts(of key: ChainKey, depth: Int) throws(UndecidableError) -> ChainFacts {
    if let known = facts[key] { return known }
    guard let chain = tables[key.table]?[key.chain] else {
      throw UndecidableError("chain \(key.chain) is not in table \(key.table.rawValue)")
    }
    guard depth < Self.deepest else {
      throw UndecidableError("chain \(key.chain) is called more than \(Self.deepest) deep")
    }
    var called: DeviceView.Use = []
    for (index, rule) in chain.rules.enumerated() {
      guard let next = rule.target?.chain else { continue }
      let nextKey = ChainKey(table: key.table, chain: next)
      guard tables[key.table]?[next] != nil else {
        let place = RulePlace(table: key.table, chain: key.chain, number: index + 1)
        throw UndecidableError("rule \(place) leads to chain \(next), which is not there")
      }
      called.formUnion(try facts(of: nextKey, depth: depth + 1).use)
    }
    let made = ChainFacts(chain, called: called)
    facts[key] = made
    return made
  }
}

extension FlatProgram {
  /// Whether a chain has no rules.
  func isEmpty(_ reference: ChainReference) -> Bool {
    if case .chain(let number) = reference { chains[Int(number)].isEmpty } else { false }
  }
}

extension Target {
  /// Whether it changes nothing that a later rule or a verdict could see.
  func isIdle(_ view: DeviceView) -> Bool {
    switch self {
    case .log, .nflog: true
    case .connmark: !view.hasConnection
    default: false
    }
  }
}
