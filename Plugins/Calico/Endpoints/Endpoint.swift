internal import PolicyModel
internal import Traffic

/// A pod as Calico sees it: a workload endpoint.
///
/// Source: `libcalico-go/lib/backend/k8s/conversion/workload_endpoint_default.go`.
struct Endpoint: Sendable {
  /// The pod's index in the cluster.
  let pod: Int
  /// The endpoints that no selector tells apart from it, by number.
  let endpointClass: Int
  /// The device on the node that leads to it.
  let interface: String

  /// Whether a pod is one: not on its node's network, on a node, not over, and with an address.
  ///
  /// A pod that is being deleted is one until its phase ends.
  static func isEndpoint(_ pod: Pod) -> Bool {
    !pod.isHostNetwork && pod.node != nil && !pod.phase.isOver && !pod.addresses.isEmpty
  }
}

/// What selectors can see of an endpoint; those that agree in it are one class.
struct EndpointTraits: Hashable, Sendable {
  var namespace: Symbol
  var labels: LabelSet
  var serviceAccount: Symbol?
}
