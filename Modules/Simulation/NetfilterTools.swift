public import Backend
public import Netfilter

/// How an engine writes its programs, and what its network plugin calls the pods' devices.
public struct NetfilterTools: Sendable {
  /// The words of its rules.
  public var ruleDialect: RuleDialect
  /// The words of its sets.
  public var setDialect: SetDialect
  /// The texts that its tools load for a node, in the order of loading.
  public var restore: @Sendable (NodeProgram) -> [Artifact]
  /// The device on the node that leads to a pod; the argument is `namespace.name`.
  public var podInterface: @Sendable (String) -> String
  /// Where in FORWARD the engine's jump stands, seen from kube-proxy's.
  public var proxyPlace: ProxyPlace
  /// The policies as resources of the engine's own; nothing where it has none but those of Kubernetes.
  public var native: @Sendable () -> [Artifact] = { [] }

  /// An engine's habits; kube-proxy's jump stands behind the engine's unless something else is said.
  public init(
    ruleDialect: RuleDialect, setDialect: SetDialect, restore: @escaping @Sendable (NodeProgram) -> [Artifact],
    podInterface: @escaping @Sendable (String) -> String, proxyPlace: ProxyPlace = .afterEngine
  ) {
    self.ruleDialect = ruleDialect
    self.setDialect = setDialect
    self.restore = restore
    self.podInterface = podInterface
    self.proxyPlace = proxyPlace
  }
}

/// Where kube-proxy's chain KUBE-FORWARD stands, which accepts packets that it will masquerade.
public enum ProxyPlace: Hashable, Sendable {
  /// Before the engine's jump: the engine never sees such packets on the node that marks them.
  case beforeEngine
  /// Behind it: the engine sees them first, with the client's address.
  case afterEngine
}
