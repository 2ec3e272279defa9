internal import Netfilter
internal import PolicyModel
internal import Traffic

extension SetCatalog {
  /// Adds what the namespace and pod controllers add: a set for every namespace, label and named port, used or not.
  ///
  /// Source: `npm/pkg/controlplane/controllers/v2/{namespaceController,podController}.go`.
  mutating func addObjects(of cluster: Cluster) {
    var listed: Set<Symbol> = []
    for namespace in cluster.namespaces where !namespace.isBeingDeleted {
      listed.insert(namespace.name)
      add(.namespace(namespace.name), toList: .allNamespaces)
      for label in namespace.labels.labels {
        add(.namespace(namespace.name), toList: .namespaces(withKey: label.key, in: cluster.symbols))
        add(.namespace(namespace.name), toList: .namespaceLabel(label))
      }
    }
    var seen: Set<IPv4Address> = []
    var isAddressReused = false
    for pod in cluster.pods where Self.isEnforced(pod) {
      if listed.insert(pod.id.namespace).inserted { add(.namespace(pod.id.namespace), toList: .allNamespaces) }
      guard let address = pod.addresses.first?.v4 else { continue }
      add(pod, at: address)
      if !seen.insert(address).inserted { isAddressReused = true }
    }
    if isAddressReused { removeRepeatedMembers() }
  }

  private mutating func add(_ pod: Pod, at address: IPv4Address) {
    let member = SetMember.address(.v4(address))
    add(member, to: .namespace(pod.id.namespace))
    for label in pod.labels.labels {
      add(member, to: .podLabelKey(label.key))
      add(member, to: .podLabel(label))
    }
    var named: [ContainerPort] = []
    for port in pod.ports where !port.isInit {
      guard let name = port.name, !named.contains(where: { $0.isSameMember(as: port) }) else { continue }
      named.append(port)
      add(.port(.v4(address), port.ipProtocol, port.number), to: .namedPort(name))
    }
  }

  /// Whether the engine puts the pod's addresses into sets: not a host-network pod, not over, not being deleted at once,
  /// and with an address.
  static func isEnforced(_ pod: Pod) -> Bool {
    !pod.isHostNetwork && !pod.phase.isOver && pod.deletion != .grace(seconds: 0) && !pod.addresses.isEmpty
  }
}

extension ContainerPort {
  /// Whether both are one member of one set: two containers may name the same port.
  fileprivate func isSameMember(as other: ContainerPort) -> Bool {
    name == other.name && ipProtocol == other.ipProtocol && number == other.number
  }
}
