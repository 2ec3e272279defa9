internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Simulation

/// The whole program: the frame, all policies as one batch in `namespace/name` order, all sets.
struct ProgramBuilder {
  let cluster: Cluster
  let naming: Naming

  func build() -> NetfilterDataplane {
    var catalog = SetCatalog(symbols: cluster.symbols, naming: naming)
    catalog.addObjects(of: cluster)
    var refusals: [Refusal] = []
    var policyChains: [PolicyTranslator.DirectedChain] = []
    for index in batchOrder() {
      let policy = cluster.policies[index]
      if let refusal = RefusalCheck(symbols: cluster.symbols, policy: policy).refusal() {
        refusals.append(refusal)
        continue
      }
      let translator = PolicyTranslator(
        policy: policy, index: UInt32(index), symbols: cluster.symbols, naming: naming)
      policyChains += translator.translate(into: &catalog)
    }
    let table = Table(.filter, chains: Self.baseChains(with: policyChains) + Self.merged(policyChains.map(\.chain)))
    let program = Program(tables: [table], sets: catalog.sets())
    let node = NodeProgram(nodes: cluster.nodeNames, program: program, hooks: [Hook(.filter, BaseChains.hook)])
    return NetfilterDataplane(
      cluster: cluster, programs: [node], refusals: refusals, tools: RestoreText.tools)
  }

  /// The policies' indices in the byte order of the texts `namespace/name`, by which the engine keys them.
  ///
  /// That is the cluster's order but where one namespace begins with another: `x-2/p` stands before `x/p`.
  private func batchOrder() -> [Int] {
    let keys = cluster.policies.map { cluster.text($0.id) }
    return keys.indices.sorted { keys[$0].utf8.lexicographicallyPrecedes(keys[$1].utf8) }
  }

  private static func baseChains(with policies: [PolicyTranslator.DirectedChain]) -> [Chain] {
    BaseChains.all.map { name in
      let jumps = policies.filter { BaseChains.base($0.direction) == name }.map(\.jump)
      let start = name == BaseChains.azure && !policies.isEmpty ? BaseChains.activation : jumps
      return Chain(name, rules: start + BaseChains.bootRules(of: name))
    }
  }

  /// Chains of one name, which 32-bit names can give, hold the rules of all their policies in turn.
  private static func merged(_ chains: [Chain]) -> [Chain] {
    var places: [ChainName: Int] = [:]
    var result: [Chain] = []
    for chain in chains {
      if let place = places[chain.name] {
        result[place].rules += chain.rules
      } else {
        places[chain.name] = result.count
        result.append(chain)
      }
    }
    return result
  }
}
