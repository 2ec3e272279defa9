internal import Backend
internal import Netfilter
internal import Traffic

/// The chains of one node's program that some way meets, found by number.
struct NodeChains: Sendable {
  private let numbers: [ChainKey: Int32]
  /// By number; none of those that no way meets.
  private var facts: [ChainFacts?]

  /// Throws for a chain that is called and not there, and for loops.
  init(_ node: NodeProgram) throws(UndecidableError) {
    var chains: [Chain] = []
    var numbers: [ChainKey: Int32] = [:]
    numbers.reserveCapacity(node.program.tables.reduce(0) { $0 + $1.chains.count })
    for table in TableName.allCases {
      for chain in RunnableProgram.chains(of: table, in: node) {
        if numbers.updateValue(Int32(chains.count), forKey: ChainKey(table: table, chain: chain.name)) == nil {
          chains.append(chain)
        }
      }
    }
    self.numbers = numbers
    facts = Array(repeating: nil, count: chains.count)
    for way in NodeWay.allCases {
      for hook in way.hooks {
        guard let number = numbers[ChainKey(table: hook.table, chain: hook.chain)] else { continue }
        _ = try resolve(number, hook.table, of: chains, depth: 0)
      }
    }
  }

  /// The number of a chain that some way meets.
  func number(of key: ChainKey) -> Int32? { numbers[key].flatMap { facts[Int($0)] == nil ? nil : $0 } }

  /// How many numbers there are.
  var count: Int { facts.count }

  /// What there is to know of a chain that some way meets.
  subscript(number: Int32) -> ChainFacts {
    guard let facts = facts[Int(number)] else { preconditionFailure("chain \(number) is on no way") }
    return facts
  }

  /// What there is to know of a chain, worked out once, with all that it calls.
  private mutating func resolve(
    _ number: Int32, _ table: TableName, of chains: [Chain], depth: Int
  ) throws(UndecidableError) -> DeviceView.Use {
    if let known = facts[Int(number)] { return known.use }
    let chain = chains[Int(number)]
    guard depth < RunnableProgram.deepest else {
      throw UndecidableError("chain \(chain.name) is called more than \(RunnableProgram.deepest) deep")
    }
    var called: DeviceView.Use = []
    var callees = Array(repeating: Int32(-1), count: chain.rules.count)
    for (index, rule) in chain.rules.enumerated() {
      guard let next = rule.target?.chain else { continue }
      guard let callee = numbers[ChainKey(table: table, chain: next)] else {
        let place = RulePlace(table: table, chain: chain.name, number: index + 1)
        throw UndecidableError("rule \(place) leads to chain \(next), which is not there")
      }
      called.formUnion(try resolve(callee, table, of: chains, depth: depth + 1))
      callees[index] = callee
    }
    let key = ChainKey(table: table, chain: chain.name)
    let made = ChainFacts(chain, as: key, callees: callees, called: called)
    facts[Int(number)] = made
    return made.use
  }
}
