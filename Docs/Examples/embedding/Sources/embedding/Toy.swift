import Backend
import PolicyModel
import Traffic

/// A toy engine: where a namespace has any policy, its pods take TCP 443 only, from everybody.
struct Toy: PolicyBackend {
  let descriptor = BackendDescriptor(
    id: "toy", version: "1", isDefault: true, displayName: "Toy", mirrors: "nothing but this example", capabilities: [:]
  )

  func translate(_ cluster: Cluster) -> any DataplaneProgram {
    let guarded = Set(cluster.policies.map(\.id.namespace))
    return IngressProgram(cluster) { pod in
      guarded.contains(pod.id.namespace) ? TrafficSet(.tcp, PortSet([PortRange(443)])) : .all
    }
  }
}
