internal import Backend
internal import PolicyModel
internal import Traffic

/// A port of a Service with its ends, as kube-proxy's chains know it.
struct ProxyPort {
  /// One end behind it, and the chain that leads there.
  struct Target {
    var endpoint: ServiceEndpoint
    var chain: String
  }

  var service: Service
  var port: ServicePort
  /// `namespace/name:port`, as comments have it.
  var title: String
  /// What the names of its chains end with.
  var chain: String
  var targets: [Target]

  /// The protocol's name in rules.
  var name: String { port.ipProtocol.name }

  /// The chains that it needs.
  var chains: [String] {
    guard !targets.isEmpty else { return [] }
    return ["KUBE-SVC-", "KUBE-EXT-", "KUBE-SVL-"].map { $0 + chain } + targets.map(\.chain)
  }
}
