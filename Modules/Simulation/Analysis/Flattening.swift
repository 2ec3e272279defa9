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
struct Flattening: Sendable {
  let nodes: [NodeName]
  private let chains: NodeChains
  private let sets: [SetName: IPSet]
  private let family: AddressFamily
  /// The slots that this node's chains lead to.
  private(set) var slots: [Int32] = []
  /// The flat forms of each chain for the few views in which it is met.
  private var seen: [[(view: DeviceView, reference: ChainReference)]]

  /// Reads what there is to know of the node's chains; throws for one that is not there, and for loops.
  init(_ node: NodeProgram) throws(UndecidableError) {
    nodes = node.nodes
    chains = try NodeChains(node)
    sets = Dictionary(node.program.sets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    family = node.program.family
    seen = Array(repeating: [], count: chains.count)
  }

  /// What a packet meets on a way past the node.
  mutating func entry(_ way: NodeWay, into flat: inout FlatParts) throws(UndecidableError) -> Int32 {
    var met: [ChainReference] = []
    for hook in way.hooks {
      guard let number = chains.number(of: ChainKey(table: hook.table, chain: hook.chain)) else { continue }
      let chain = chains[number].chain
      guard !chain.rules.isEmpty || chain.policy == .drop else { continue }
      met.append(try reference(number, hook.view, into: &flat))
    }
    return flat.program.entry(met.filter { !flat.program.isEmpty($0) })
  }

  /// What a slot's chain is for a device.
  mutating func chain(
    of slot: FlatProgram.Slot, device: String, into flat: inout FlatParts
  ) throws(UndecidableError) -> Int32 {
    var view = slot.view
    if slot.side == .source { view.input = .named(device) } else { view.output = .named(device) }
    guard let number = chains.number(of: slot.chain) else { preconditionFailure("a slot's chain is on a way") }
    return try flatten(chains[number], view, isOneDevice: true, into: &flat)
  }

  /// The flat form of a chain; the slot of one that tells devices apart where the view leaves them open.
  private mutating func reference(
    _ number: Int32, _ view: DeviceView, isOneDevice: Bool = false, into flat: inout FlatParts
  ) throws(UndecidableError) -> ChainReference {
    let facts = chains[number]
    let narrow = view.narrowed(to: facts.use)
    // A chain that looks at the device of the one pod in question is not met again.
    let isPassing = isOneDevice && !facts.use.isDisjoint(with: [.input, .output])
    if !isPassing, let known = seen[Int(number)].first(where: { $0.view == narrow }) { return known.reference }
    let reference: ChainReference
    switch view.open(facts.use) {
    case .input where facts.isDispatch: reference = slot(.source, facts, narrow, into: &flat)
    case .output where facts.isDispatch: reference = slot(.destination, facts, narrow, into: &flat)
    default: reference = .chain(try flatten(facts, narrow, isOneDevice: isPassing, into: &flat))
    }
    if !isPassing { seen[Int(number)].append((narrow, reference)) }
    return reference
  }

  private mutating func slot(
    _ side: Side, _ facts: ChainFacts, _ view: DeviceView, into flat: inout FlatParts
  ) -> ChainReference {
    let number = flat.program.slot(FlatProgram.Slot(side: side, chain: facts.key, view: view))
    if !slots.contains(number) { slots.append(number) }
    return .slot(number)
  }

  private mutating func flatten(
    _ facts: ChainFacts, _ view: DeviceView, isOneDevice: Bool, into flat: inout FlatParts
  ) throws(UndecidableError) -> Int32 {
    let context = ChainReading(facts, view, isOneDevice: isOneDevice, sets: sets, family: family)
    var rules: [RuleKey] = []
    let candidates = facts.candidates(view)
    let count = candidates?.count ?? facts.chain.rules.count
    rules.reserveCapacity(count + 1)
    for place in 0..<count {
      if let rule = try rule(candidates?[place] ?? place, of: context, into: &flat) { rules.append(rule) }
    }
    guard facts.chain.policy == .drop else { return flat.program.chain(rules) }
    let drop = RuleKey(target: .drop)
    // What goes back from a kernel chain meets its policy, so the rules stand in a chain of their own.
    if rules.contains(where: \.target.mayReturn) {
      rules = [RuleKey(target: .jump(.chain(flat.program.chain(rules))))]
    }
    return flat.program.chain(rules + [drop])
  }

  /// The flat form of a chain's rule; `nil` if nothing can match it or it does nothing.
  private mutating func rule(
    _ index: Int, of context: ChainReading, into flat: inout FlatParts
  ) throws(UndecidableError) -> RuleKey? {
    let (facts, view) = (context.facts, context.view)
    let rule = facts.chain.rules[index]
    guard let target = rule.target, !target.isIdle(view), !view.rulesOut(rule.matches) else { return nil }
    var reading = RuleReading(index, in: context)
    guard var key = try reading.conditions(&flat.conditions) else { return nil }
    if facts.callees[index] >= 0 {
      let reference = try reference(facts.callees[index], view, isOneDevice: context.isOneDevice, into: &flat)
      if case .jump = target, flat.program.isEmpty(reference) { return nil }
      key.target = if case .goto = target { .goto(reference) } else { .jump(reference) }
    } else {
      key.target = try reading.target(target)
    }
    return key
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
