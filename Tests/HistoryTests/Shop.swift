import Support
import Testing

/// A small cluster in a folder of its own, with its history.
struct Shop {
  let folder: TemporaryFolder

  var store: String { folder.path(of: "history/moat.sqlite") }

  /// Runs `body` with a new cluster `prod` under azure-npm.
  static func with(_ body: (Shop) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      let shop = Shop(folder: folder)
      try folder.write(shop.cluster, to: "cluster.yaml")
      let made = try shop.moat("cluster", "create", "prod", "--network-plugin", "azure", "--network-policy", "azure")
      try #require(made.status == 0, "\(made.errorText)")
      try body(shop)
    }
  }

  func command(_ arguments: [String], store: String? = nil) -> Command {
    var command = Command(Product.moat, arguments: arguments)
    command.environment = ["MOAT_STORE": store ?? self.store, "MOAT_AUTHOR": "ann", "NO_COLOR": "1"]
    command.folder = folder.path
    return command
  }

  @discardableResult
  func moat(_ arguments: String..., store: String? = nil) throws -> Command.Result {
    try command(arguments, store: store).run()
  }

  /// Writes policies that let `count` ports in, and applies them with the cluster.
  @discardableResult
  func apply(_ ports: [Int], message: String = "change") throws -> Command.Result {
    try folder.write(policy(ports), to: "policy.yaml")
    return try moat("apply", "-f", "cluster.yaml", "-f", "policy.yaml", "-m", message, "--yes", "--no-deviations")
  }

  func policy(_ ports: [Int]) -> String {
    let list = ports.map { "{port: \($0)}" }.joined(separator: ", ")
    return """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: web}}
        ingress:
          - ports: [\(list)]
      """
  }

  private let cluster = """
    {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec: {nodeName: a, containers: [{name: c, image: i}]}
    status: {phase: Running, podIP: 10.0.0.1}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: db, namespace: shop, labels: {app: db}}
    spec: {nodeName: b, containers: [{name: c, image: i}]}
    status: {phase: Running, podIP: 10.0.0.2}
    """
}
