internal import Traffic

/// What gives pods their addresses, in the words of `az aks create --network-plugin`.
public enum NetworkPlugin: String, Hashable, Sendable, CaseIterable {
  /// Azure CNI.
  case azure
  /// kubenet.
  case kubenet
  /// None of AKS' own: bring your own.
  case none
}

/// What enforces policies, in the words of `az aks create --network-policy`.
public enum NetworkPolicyEngine: String, Hashable, Sendable, CaseIterable {
  /// Azure NPM.
  case azure
  /// Calico.
  case calico
  /// Nothing: policies have no effect.
  case none

  /// The id under which Moat knows the engine.
  public var engineID: String {
    switch self {
    case .azure: "azure-npm"
    case .calico: "calico"
    case .none: "none"
    }
  }
}

/// The network of a cluster as it is chosen when the cluster is made.
public struct NetworkChoice: Hashable, Sendable {
  /// What gives pods their addresses.
  public var plugin: NetworkPlugin
  /// What enforces policies.
  public var policy: NetworkPolicyEngine
  /// The version of the engine; `nil` is the one that its backend takes by default.
  public var engineVersion: String?
  /// The block that pods without an address get one from.
  public var podCIDR: String?

  /// A choice; `objection` tells whether AKS would take it.
  public init(
    _ plugin: NetworkPlugin, _ policy: NetworkPolicyEngine, engineVersion: String? = nil, podCIDR: String? = nil
  ) {
    (self.plugin, self.policy, self.engineVersion, self.podCIDR) = (plugin, policy, engineVersion, podCIDR)
  }

  /// The engine as commands name it: `azure-npm`, `calico@3.31`, `none`.
  public var engine: String {
    policy == .none ? policy.engineID : policy.engineID + (engineVersion.map { "@\($0)" } ?? "")
  }

  /// Why AKS refuses the combination; `nil` where it takes it.
  public var objection: HistoryError? {
    if policy == .azure, plugin != .azure { return .azurePolicyNeedsAzurePlugin(plugin) }
    if policy == .calico, plugin == .none { return .calicoNeedsPlugin }
    if policy == .none, let engineVersion { return .versionOfNothing(engineVersion) }
    if policy == .azure, let podCIDR, CIDR(podCIDR)?.family == .ipv6 { return .azureIsIPv4(podCIDR) }
    return nil
  }

  /// The options of `az aks create` that choose it.
  public var azureOptions: String {
    let mode = plugin == .azure && podCIDR != nil ? " --network-plugin-mode overlay" : ""
    let block = plugin == .none ? nil : podCIDR
    return "--network-plugin \(plugin.rawValue)\(mode) --network-policy \(policy.rawValue)"
      + (block.map { " --pod-cidr \($0)" } ?? "")
  }

  /// What `az` is told, step after step, to get from this choice to another; each with what AKS does then.
  public func steps(to other: NetworkChoice, cluster: String) -> [(command: String, effect: String)] {
    let update = "az aks update --resource-group \(Self.group) --name \(cluster) --network-p"
    var steps: [(command: String, effect: String)] = []
    if plugin != other.plugin {
      steps.append(("\(update)lugin \(other.plugin.rawValue)", "every node pool is re-imaged"))
    }
    guard policy != other.policy else { return steps }
    if policy != .none {
      steps.append(
        (
          "\(update)olicy none",
          "\(policy.engineID) is removed, every node pool is re-imaged; policies stay, but nothing enforces them"
        ))
    }
    if other.policy != .none {
      steps.append(
        (
          "\(update)olicy \(other.policy.rawValue)",
          "every node pool is re-imaged at once; then \(other.policy.engineID) enforces"
        ))
    }
    return steps
  }

  /// What stands for the resource group, which Moat does not know.
  public static let group = "RESOURCE_GROUP"
}
