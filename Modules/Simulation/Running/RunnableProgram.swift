internal import Netfilter
internal import PolicyModel
internal import Synchronization
internal import Traffic

/// A node's program with the kernel's chains in it and everything found by number.
final class RunnableProgram: Sendable {
  /// A kernel chain that a hook runs.
  struct Stage {
    var table: TableName
    var chain: Int32
  }

  let sets: SetLookup
  let chains: [CompiledChain]
  let rules: [CompiledRule]
  let conditions: [Condition]
  let patterns: [InterfacePattern]
  let portLists: [[PortRange]]
  /// Whether the mark of a connection's first packet may come back to later ones.
  let restoresConnmark: Bool
  private let stages: [[Stage]]

  /// Chains may call each other this deep; the kernel refuses loops when it loads a program.
  static let deepest = 64

  init(_ node: NodeProgram, known: inout KnownSetTables) {
    sets = SetLookup(node.program.sets, known: &known)
    var compiler = RuleCompiler(sets: sets)
    for table in TableName.allCases {
      let chains = Self.chains(of: table, in: node)
      if chains.contains(where: { !$0.rules.isEmpty || $0.policy == .drop }) { compiler.add(chains, of: table) }
    }
    chains = compiler.chains
    rules = compiler.rules
    conditions = compiler.conditions
    patterns = compiler.patterns
    portLists = compiler.portLists
    restoresConnmark = compiler.restoresConnmark
    stages = KernelHook.allCases.map { hook in
      hook.tables.compactMap { table in
        guard let chain = compiler.number(of: hook.chain, in: table) else { return nil }
        let made = compiler.chains[Int(chain)].chain
        return made.rules.isEmpty && made.policy != .drop ? nil : Stage(table: table, chain: chain)
      }
    }
  }

  /// The chains that a hook runs, in the kernel's order; those that do nothing are left out.
  func stages(at hook: KernelHook) -> [Stage] { stages[hook.rawValue] }

  /// The engine's chains of a table and the kernel's, as the hooks leave them.
  static func chains(of name: TableName, in node: NodeProgram) -> [Chain] {
    let given = node.program[name]?.chains ?? []
    let own = name.builtInChains
    let builtIn = own.map { chainName in
      var chain = given.first { $0.name == chainName } ?? Chain(chainName)
      chain.policy = chain.policy ?? .accept
      for hook in node.hooks where hook.table == name { hook.command.apply(to: &chain) }
      return chain
    }
    return builtIn + given.filter { !own.contains($0.name) }
  }
}

extension RestoreCommand {
  /// Does to one of the kernel's chains what the command says of it.
  fileprivate func apply(to chain: inout Chain) {
    switch self {
    case .insert(let rule, chain.name, let place):
      chain.rules.insert(rule, at: min((place ?? 1) - 1, chain.rules.count))
    case .append(let rule, chain.name): chain.rules.append(rule)
    case .setPolicy(chain.name, let policy), .declare(chain.name, let policy?, _): chain.policy = policy
    default: break
    }
  }
}

/// The runnable programs of a data plane, each made when it is first asked for.
final class RunnablePrograms: Sendable {
  private struct Made {
    var programs: [RunnableProgram?]
    var sets = KnownSetTables()
  }

  private let made: Mutex<Made>
  private let nodes: [NodeProgram]

  init(_ nodes: [NodeProgram]) {
    self.nodes = nodes
    made = Mutex(Made(programs: Array(repeating: nil, count: nodes.count)))
  }

  /// The one with this index.
  subscript(index: Int) -> RunnableProgram {
    made.withLock { made in
      if let program = made.programs[index] { return program }
      let program = RunnableProgram(nodes[index], known: &made.sets)
      made.programs[index] = program
      return program
    }
  }
}
