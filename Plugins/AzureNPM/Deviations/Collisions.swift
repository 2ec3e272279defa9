internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Simulation

/// The 32-bit names of a cluster that stand for two things each, and the program as it would be if none did.
struct Collisions: Sendable {
  /// A set or a chain that two would have.
  struct Shared: Hashable, Sendable {
    /// Its name in the kernel.
    var name: String
    /// Whose it is, in words.
    var words: String
  }

  /// All of them, sets before chains.
  let shared: [Shared]
  /// The engine's program with names of which no two are one; `nil` where none are.
  private let distinct: NetfilterDataplane?

  /// Translates twice where there are any, else once.
  init(_ cluster: Cluster) {
    shared = Self.shared(in: ProgramBuilder(cluster: cluster, naming: .fnv).build(), of: cluster)
    distinct = shared.isEmpty ? nil : ProgramBuilder(cluster: cluster, naming: .sha256).build()
  }

  /// Those of a program with 32-bit names.
  static func shared(in dataplane: NetfilterDataplane, of cluster: Cluster) -> [Shared] {
    guard let program = dataplane.programs.first?.program else { return [] }
    let sets = program.sets.filter { !$0.meaning.isEmpty }.map { set in
      Shared(name: set.name.text, words: "one set stands for two: \(set.meaning), \(set.name)")
    }
    let chains = program.tables.flatMap(\.chains).compactMap { chain -> Shared? in
      guard !BaseChains.all.contains(chain.name) else { return nil }
      let policies = Set(chain.rules.compactMap(\.origin.policy)).sorted()
      guard policies.count > 1 else { return nil }
      let names = policies.map { cluster.text(cluster.policies[Int($0)].id) }.joined(separator: " and ")
      return Shared(name: chain.name.text, words: "policies \(names) share one 32-bit name, \(chain.name)")
    }
    return sets + chains
  }

  /// What the engine would make of a packet if each had a name of its own, where that is another verdict; with the names
  /// that the packet has to do with, or all where that is not seen.
  func difference(_ question: DeviationQuestion) -> (decision: Decision, shared: [Shared])? {
    guard let distinct, let decision = try? distinct.decide(question.connection, isTracing: true),
      decision.verdict != question.decision.verdict
    else { return nil }
    let steps = question.decision.trace + decision.trace
    let labels = steps.flatMap(\.sets).map { Naming.fnv.setName(Array($0.label.utf8)) }
    let met = Set(labels + steps.map(\.place.chain))
    let concerned = shared.filter { met.contains($0.name) }
    return (decision, concerned.isEmpty ? shared : concerned)
  }
}
