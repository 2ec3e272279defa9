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
  /// The policies as resources of the engine's own; nothing where it has none but those of Kubernetes.
  public var native: @Sendable () -> [Artifact] = { [] }

  /// An engine's habits.
  public init(
    ruleDialect: RuleDialect, setDialect: SetDialect, restore: @escaping @Sendable (NodeProgram) -> [Artifact],
    podInterface: @escaping @Sendable (String) -> String
  ) {
    self.ruleDialect = ruleDialect
    self.setDialect = setDialect
    self.restore = restore
    self.podInterface = podInterface
  }
}
