internal import Netfilter
internal import PolicyModel
internal import Synchronization

/// A node's program with the kernel's chains in it and everything found by name.
struct RunnableProgram: Sendable {
  /// The tables that decide about packets, in the order in which the kernel asks them, with their chains by name.
  let tables: [(name: TableName, chains: [ChainName: Chain])]
  /// The sets.
  let sets: SetLookup

  init(_ node: NodeProgram) {
    tables = [TableName.raw, .mangle, .filter].compactMap { name in
      Self.chains(of: name, in: node).map { (name, $0) }
    }
    sets = SetLookup(node.program.sets)
  }

  /// The chains of all tables that decide about packets.
  static func chainsByTable(of node: NodeProgram) -> [TableName: [ChainName: Chain]] {
    var tables: [TableName: [ChainName: Chain]] = [:]
    for name in [TableName.raw, .mangle, .filter] { tables[name] = chains(of: name, in: node) }
    return tables
  }

  /// The engine's chains of a table and the kernel's, as the hooks leave them.
  private static func chains(of name: TableName, in node: NodeProgram) -> [ChainName: Chain]? {
    guard let table = node.program[name] else { return nil }
    var chains = Dictionary(table.chains.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for builtIn in name.builtInChains {
      var rules: [Rule] = []
      for hook in node.hooks where hook.table == name {
        switch hook.command {
        case .insert(let rule, builtIn, let place): rules.insert(rule, at: min((place ?? 1) - 1, rules.count))
        case .append(let rule, builtIn): rules.append(rule)
        default: break
        }
      }
      chains[builtIn] = Chain(builtIn, policy: .accept, rules: rules)
    }
    return chains
  }
}

/// The runnable programs of a data plane, each made when it is first asked for.
final class RunnablePrograms: Sendable {
  private let made = Mutex<[Int: RunnableProgram]>([:])

  /// The one with this index.
  func program(_ index: Int, of node: NodeProgram) -> RunnableProgram {
    made.withLock { made in
      if let program = made[index] { return program }
      let program = RunnableProgram(node)
      made[index] = program
      return program
    }
  }
}
