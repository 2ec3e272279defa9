public import PolicyModel
public import Traffic

/// How a client asks a Service.
public enum ServiceAccess: Hashable, Sendable {
  /// By its name, from within the cluster.
  case name
  /// By its port of the node of this index in the address book.
  case nodePort(Int)
  /// From outside, by whichever node takes it: each that has an endpoint with externalTrafficPolicy Local, else each.
  case anyNode
}

/// What becomes of a packet to a Service.
public enum ServiceOutcome: Hashable, Sendable {
  /// It goes one of these ways; which, nobody can tell.
  case routes([ServiceRoute])
  /// The Service has no ready endpoint: REJECT.
  case refused
  /// The node has no endpoint of its own and may use no other: dropped.
  case dropped
  /// The packet would get the address of this node, which is not known.
  case unknownAddress(NodeName)
}

/// One way to an endpoint of a Service.
public struct ServiceRoute: Hashable, Sendable {
  /// Where it ends.
  public var endpoint: ServiceEndpoint
  /// The packet with what is rewritten.
  public var connection: Connection

  /// A way.
  public init(_ endpoint: ServiceEndpoint, _ connection: Connection) {
    (self.endpoint, self.connection) = (endpoint, connection)
  }
}

/// A pod behind a port of a Service.
public struct ServiceEndpoint: Hashable, Sendable {
  /// The pod's index in the cluster.
  public var pod: Int
  /// Its address; its node's for a host-network pod.
  public var address: IPAddress
  /// The pod's port.
  public var port: UInt16
  /// The index of its node in the address book.
  public var node: Int?
}

extension KubeProxy {
  /// The ready endpoints of a Service's port, in the cluster's order of pods.
  ///
  /// A pod that lacks the port's name is none. A Service without selector has none that could be known.
  public func endpoints(of service: Service, _ port: ServicePort, _ family: AddressFamily) -> [ServiceEndpoint] {
    guard let selector = service.selector else { return [] }
    return cluster.pods.indices.compactMap { index in
      let pod = cluster.pods[index]
      guard pod.id.namespace == service.id.namespace, selector.allSatisfy({ pod.labels.contains($0) }),
        pod.phase == .running, pod.deletion == .none,
        let address = pod.addresses.first(where: { $0.family == family }),
        let number = Self.number(of: port, at: pod)
      else { return nil }
      return ServiceEndpoint(pod: index, address: address, port: number, node: book.node(ofPod: index))
    }
  }

  private static func number(of port: ServicePort, at pod: Pod) -> UInt16? {
    switch port.target {
    case .number(let number): UInt16(exactly: number)
    case .name(let name):
      pod.ports.first { !$0.isInit && $0.name == name && $0.ipProtocol == port.ipProtocol }?.number
    }
  }
}
