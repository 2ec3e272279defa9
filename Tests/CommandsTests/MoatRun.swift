import Support

/// Runs of the built `moat`.
enum MoatRun {
  /// A policy that azure-npm refuses beside one that it takes, and a pod.
  static let cluster = """
    {apiVersion: v1, kind: Namespace, metadata: {name: x}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: a, namespace: x, labels: {app: a}}
    spec: {nodeName: node-a, containers: [{name: c, image: i}]}
    status: {phase: Running, podIP: 10.0.0.1}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: b, namespace: x, labels: {app: b}}
    spec: {nodeName: node-b, containers: [{name: c, image: i}]}
    status: {phase: Running, podIP: 10.0.0.2}
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: deny, namespace: x}
    spec: {podSelector: {matchLabels: {app: a}}, policyTypes: [Ingress]}
    """

  /// A policy that azure-npm refuses.
  static let refused = """
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: six, namespace: x}
    spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: "2001:db8::/64"}}]}]}
    """

  static func run(_ arguments: String..., input: String = cluster, color: Bool = false) throws -> Command.Result {
    var command = Command(Product.moat, arguments: arguments)
    if !color { command.environment["NO_COLOR"] = "1" }
    command.environment["MOAT_STORE"] = "/nowhere/history.sqlite"
    return try command.run(input: input)
  }
}
