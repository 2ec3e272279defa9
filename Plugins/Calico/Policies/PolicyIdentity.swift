internal import Netfilter

/// What a version calls a Kubernetes policy in resources, chains, comments and digests.
///
/// Source: `libcalico-go/lib/backend/k8s/conversion`, `felix/types`, `felix/calc/policy_sorter.go`.
struct PolicyIdentity: Hashable, Sendable {
  let version: Calico.Version
  let namespace: String
  let name: String
  private let ingressChain: ChainName
  private let egressChain: ChainName

  /// What the names of Kubernetes policies begin with in older versions.
  static let prefix = "knp.default."

  /// The kind that newer versions give them.
  static let kind = "KubernetesNetworkPolicy"

  init(_ policy: CalicoPolicy, _ version: Calico.Version) {
    (self.version, namespace, name) = (version, policy.namespace, policy.name)
    let id =
      version == .v3_31
      ? "\(PolicyGroup.tier)/\(namespace)/\(Self.prefix)\(name)" : "knp/\(namespace)/\(name)"
    ingressChain = ChainName(prefix: "cali-pi-", id: id)
    egressChain = ChainName(prefix: "cali-po-", id: id)
  }

  /// The name of the resource.
  var resourceName: String { version == .v3_31 ? Self.prefix + name : name }

  /// By which policies of one order are sorted, in byte order.
  var sortKey: String {
    version == .v3_31 ? "\(namespace)/\(resourceName)" : "\(name)/\(namespace)/\(Self.kind)"
  }

  /// The comment of the first rule of its chain.
  func comment(_ direction: Origin.Direction) -> String {
    let kind = version == .v3_31 ? "Policy" : Self.kind
    return "\(kind) \(namespace)/\(resourceName) \(direction == .ingress ? "ingress" : "egress")"
  }

  /// Its chain of a direction.
  func chain(_ direction: Origin.Direction) -> ChainName { direction == .ingress ? ingressChain : egressChain }

  /// Its line in the text by whose digest a group is named.
  var groupLine: String {
    version == .v3_31
      ? "\(namespace)/\(resourceName)" : "{Name: \(name), Namespace: \(namespace), Kind: \(Self.kind)}"
  }
}
