internal import PolicyModel
internal import Traffic

/// One end of a connection.
struct Endpoint {
  /// The pod's index in the cluster; `nil` for nodes, host-network pods and what is outside.
  var pod: Int?
  /// The node that it is on, or is.
  var node: Symbol?

  /// Whether the two are a pod and its own node, in either order.
  func isOwnNode(of other: Endpoint) -> Bool {
    guard let node, node == other.node else { return false }
    return (pod == nil) != (other.pod == nil)
  }
}

/// The ends of connections by their addresses.
struct EndpointIndex: Sendable {
  private var endpoints: [IPAddress: (pod: Int?, node: Symbol?)] = [:]

  /// Pods before nodes; of pods that share an address, the last one that still runs.
  init(_ cluster: Cluster) {
    for node in cluster.nodes {
      for address in node.addresses { endpoints[address] = (nil, node.name) }
    }
    for (index, pod) in cluster.pods.enumerated() where !pod.phase.isOver {
      for address in pod.addresses { endpoints[address] = (pod.isHostNetwork ? nil : index, pod.node) }
    }
  }

  func endpoint(_ address: IPAddress) -> Endpoint {
    endpoints[address].map { Endpoint(pod: $0.pod, node: $0.node) } ?? Endpoint()
  }
}
