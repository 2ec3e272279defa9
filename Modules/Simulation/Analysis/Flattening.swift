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
  private var uses: [ChainKey: DeviceView.Use] = [:]
  private var seen: [SeenKey: ChainReference] = [:]
  private var deviceIndices: [ChainKey: DeviceIndex] = [:]
  private var dispatches: [ChainKey: Bool] = [:]
  /// The chains of one pod's device, and which device that is.
  private var ofDevice: [SeenKey: ChainReference] = [:]
  private var rememberedDevice = ""

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
      chains.append(try reference(key, hook.view, depth: 0, into: &flat))
    }
    return flat.program.entry(chains.filter { !flat.program.isEmpty($0) })
  }

  /// What a slot's chain is for a device.
  mutating func chain(
    of slot: FlatProgram.Slot, device: String, into flat: inout FlatParts
  ) throws(UndecidableError) -> Int32 {
    var view = slot.view
    if slot.side == .source { view.input = .named(device) } else { view.output = .named(device) }
    if device != rememberedDevice { (ofDevice, rememberedDevice) = ([:], device) }
    let key = ChainKey(table: slot.table, chain: slot.chain)
    return try flatten(key, view, depth: 0, isOneDevice: true, into: &flat)
  }

  /// The flat form of a chain; the slot of one that tells devices apart where the view leaves them open.
  mutating func reference(
    _ key: ChainKey, _ view: DeviceView, depth: Int, isOneDevice: Bool = false, into flat: inout FlatParts
  ) throws(UndecidableError) -> ChainReference {
    let use = try use(of: key, depth: depth)
    let narrow = view.narrowed(to: use)
    // A chain that looks at the device of the one pod in question is remembered for that pod only.
    let isPassing = isOneDevice && !use.isDisjoint(with: [.input, .output])
    let seenKey = SeenKey(key: key, view: narrow)
    if let known = isPassing ? ofDevice[seenKey] : seen[seenKey] { return known }
    let reference: ChainReference
    switch view.open(use) {
    case .input where try namesDevices(key): reference = slot(.source, key, narrow, into: &flat)
    case .output where try namesDevices(key): reference = slot(.destination, key, narrow, into: &flat)
    default:
      let number = try flatten(key, narrow, depth: depth, isOneDevice: isPassing, into: &flat)
      reference = .chain(number)
    }
    if isPassing { ofDevice[seenKey] = reference } else { seen[seenKey] = reference }
    return reference
  }

  /// Whether a chain's own rules tell devices apart, as those of a dispatch do: by a whole name, or by two patterns.
  private mutating func namesDevices(_ key: ChainKey) throws(UndecidableError) -> Bool {
    if let known = dispatches[key] { return known }
    var patterns: [Set<String>] = [[], []]
    for match in try chain(key).rules.lazy.flatMap(\.matches) {
      switch match {
      case .inInterface(let name, _): patterns[0].insert(name)
      case .outInterface(let name, _): patterns[1].insert(name)
      default: break
      }
    }
    let isDispatch = patterns.contains { names in
      names.count > 1 || names.contains { $0.utf8.last != UInt8(ascii: "+") }
    }
    dispatches[key] = isDispatch
    return isDispatch
  }

  private mutating func slot(
    _ side: Side, _ key: ChainKey, _ view: DeviceView, into flat: inout FlatParts
  ) -> ChainReference {
    let number = flat.program.slot(FlatProgram.Slot(side: side, table: key.table, chain: key.chain, view: view))
    if !slots.contains(number) { slots.append(number) }
    return .slot(number)
  }

  private mutating func flatten(
    _ key: ChainKey, _ view: DeviceView, depth: Int, isOneDevice: Bool, into flat: inout FlatParts
  ) throws(UndecidableError) -> Int32 {
    let chain = try chain(key)
    var rules: [RuleKey] = []
    for index in candidates(of: key, chain, view) {
      let rule = chain.rules[index]
      guard let target = rule.target, !target.isIdle(view), !view.rulesOut(rule) else { continue }
      let place = RulePlace(table: key.table, chain: key.chain, number: index + 1)
      var reading = RuleReading(rule, at: place, view: view, sets: sets, family: family)
      guard var flatRule = try reading.conditions(&flat.conditions) else { continue }
      if let next = rule.target?.chain {
        let nextKey = ChainKey(table: key.table, chain: next)
        let reference = try reference(nextKey, view, depth: depth + 1, isOneDevice: isOneDevice, into: &flat)
        if case .jump = rule.target, flat.program.isEmpty(reference) { continue }
        flatRule.target = if case .goto = rule.target { .goto(reference) } else { .jump(reference) }
      } else {
        flatRule.target = try reading.target()
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

  /// The numbers of the rules that are worth a look where the device is known.
  private mutating func candidates(of key: ChainKey, _ chain: Chain, _ view: DeviceView) -> [Int] {
    guard chain.rules.count > 4 else { return Array(chain.rules.indices) }
    let name: String
    switch (view.input, view.output) {
    case (.named(let device), .none): name = device
    case (.none, .named(let device)): name = device
    default: return Array(chain.rules.indices)
    }
    // A rule that asks for another device on the side that is not there is ruled out by either index.
    if let index = deviceIndices[key] { return index.rules(for: name) }
    let index = DeviceIndex(chain, isInput: view.input != .none)
    deviceIndices[key] = index
    return index.rules(for: name)
  }

  private func chain(_ key: ChainKey) throws(UndecidableError) -> Chain {
    guard let chain = tables[key.table]?[key.chain] else {
      throw UndecidableError("chain \(key.chain) is not in table \(key.table.rawValue)")
    }
    return chain
  }

  /// What a chain looks at, with all that it calls.
  private mutating func use(of key: ChainKey, depth: Int) throws(UndecidableError) -> DeviceView.Use {
    if let known = uses[key] { return known }
    guard depth < Self.deepest else {
      throw UndecidableError("chain \(key.chain) is called more than \(Self.deepest) deep")
    }
    var use: DeviceView.Use = []
    for (index, rule) in try chain(key).rules.enumerated() {
      for match in rule.matches {
        switch match {
        case .inInterface: use.insert(.input)
        case .outInterface: use.insert(.output)
        case .addressType: use.insert(.locality)
        default: break
        }
      }
      guard let next = rule.target?.chain else { continue }
      guard tables[key.table]?[next] != nil else {
        let place = RulePlace(table: key.table, chain: key.chain, number: index + 1)
        throw UndecidableError("rule \(place) leads to chain \(next), which is not there")
      }
      use.formUnion(try self.use(of: ChainKey(table: key.table, chain: next), depth: depth + 1))
    }
    uses[key] = use
    return use
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
