public import Diagnostics
public import Traffic

/// A service: a name and addresses that lead to pods.
public struct Service: Hashable, Sendable {
  /// How it is reached.
  public enum Exposure: String, Hashable, Sendable, CaseIterable {
    /// From within, by its cluster address.
    case clusterIP = "ClusterIP"
    /// Also by a port of every node.
    case nodePort = "NodePort"
    /// Also by an address of the cloud's load balancer.
    case loadBalancer = "LoadBalancer"
    /// A DNS alias; leads to no pod.
    case externalName = "ExternalName"
  }

  /// Where traffic from outside may be sent.
  public enum ExternalTraffic: String, Hashable, Sendable, CaseIterable {
    /// To every endpoint, with the source rewritten to the node.
    case cluster = "Cluster"
    /// To endpoints of the receiving node only, with the client's address.
    case local = "Local"
  }

  /// Namespace and name.
  public var id: ObjectName
  /// The labels that its pods have; `nil` when it has no selector (endpoints are managed by hand).
  public var selector: [Label]?
  /// Its ports in the order given.
  public var ports: [ServicePort]
  /// Its cluster addresses; none for a headless service, or for one that has not been applied yet.
  public var clusterIPs: [IPAddress]
  /// Whether it asks for no cluster address: its name stands for its pods' own addresses.
  public var isHeadless: Bool
  /// Addresses outside the cluster that lead to it: external IPs and the load balancer's.
  public var externalIPs: [IPAddress]
  /// How it is reached.
  public var exposure: Exposure
  /// Where traffic from outside may be sent.
  public var externalTraffic: ExternalTraffic
  /// Where it was read.
  public var position: SourcePosition

  /// A ClusterIP service without ports and addresses; set the rest afterwards.
  public init(_ id: ObjectName, selector: [Label]? = nil) {
    self.id = id
    self.selector = selector
    ports = []
    clusterIPs = []
    isHeadless = false
    externalIPs = []
    exposure = .clusterIP
    externalTraffic = .cluster
    position = .none
  }
}

/// One port of a service.
public struct ServicePort: Hashable, Sendable {
  /// Its name, if it has one.
  public var name: Symbol?
  /// TCP, UDP or SCTP.
  public var ipProtocol: IPProtocol
  /// The service's port.
  public var port: UInt16
  /// The pods' port, by number or by the name of a container port.
  public var target: PortReference
  /// The port of every node, or 0.
  public var nodePort: UInt16

  /// A port.
  public init(
    _ port: UInt16, name: Symbol? = nil, _ ipProtocol: IPProtocol = .tcp, target: PortReference? = nil,
    nodePort: UInt16 = 0
  ) {
    self.name = name
    self.ipProtocol = ipProtocol
    self.port = port
    self.target = target ?? .number(Int32(port))
    self.nodePort = nodePort
  }
}

/// A port by number or by name.
public enum PortReference: Hashable, Sendable {
  /// A number, as written; 1–65535 in whatever the API server accepted.
  case number(Int32)
  /// The name of a container port.
  case name(Symbol)
}
