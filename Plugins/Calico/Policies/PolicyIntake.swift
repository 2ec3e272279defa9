internal import Backend
internal import PolicyModel

/// All policies of a cluster as Felix works with them, with what it leaves out.
struct PolicyIntake {
  /// In the engine's order.
  private(set) var policies: [CompiledPolicy] = []
  /// The sets that they need.
  let catalog: SetCatalog
  /// The policies as resources, in the cluster's order.
  private(set) var resources: [CalicoPolicy] = []
  /// By policy name.
  private(set) var refusals: [Refusal] = []

  init(_ cluster: Cluster, _ version: Calico.Version) {
    var compiler = PolicyCompiler(version)
    for (index, policy) in cluster.policies.enumerated() {
      var converter = PolicyConverter(policy, index: UInt32(index), symbols: cluster.symbols)
      let resource = converter.convert()
      do {
        policies.append(try compiler.compile(resource))
        resources.append(resource)
        refusals += converter.refusals
      } catch {
        refusals.append(Self.refusal(of: policy, error))
      }
    }
    catalog = compiler.catalog
    let keys = policies.map { Array($0.identity.sortKey.utf8) }
    policies = keys.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }.map { policies[$0] }
  }

  private static func refusal(of policy: NetworkPolicy, _ error: PolicyCompiler.Invalid) -> Refusal {
    var refusal = Refusal(
      policy.id, path: "spec.\(error.path)", value: error.value, reason: error.reason, position: policy.position)
    refusal.engineMessage = "Validation failed; treating as missing: \(error.engineMessage)"
    return refusal
  }
}
