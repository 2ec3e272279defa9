internal import Netfilter
internal import PolicyModel
internal import Traffic

/// A Kubernetes policy as a `projectcalico.org/v3` NetworkPolicy: tier `default`, order 1000.
struct CalicoPolicy: Hashable, Sendable {
  /// The policy's index in the cluster.
  var index: UInt32
  var namespace: String
  /// The name that it has in Kubernetes.
  var name: String
  /// In Calico's selector language, as the conversion writes it.
  var selector: String
  /// Ingress before egress.
  var types: [NetworkPolicy.Direction]
  var ingress: [CalicoRule]
  var egress: [CalicoRule]

  /// All Kubernetes policies have this order.
  static let order = 1000

  /// The rules of one direction.
  func rules(_ direction: NetworkPolicy.Direction) -> [CalicoRule] { direction == .ingress ? ingress : egress }
}

/// One rule, which allows: one peer on the ports of one protocol.
struct CalicoRule: Hashable, Sendable {
  /// `nil` is every protocol.
  var ipProtocol: IPProtocol?
  /// The source of an ingress rule, the destination of an egress rule.
  var peer: CalicoPeer
  /// Ports of the destination; none is all.
  var ports: [CalicoPort]
  var origin: Origin
}

/// The entity at the other end of a rule; one without anything is everybody.
struct CalicoPeer: Hashable, Sendable {
  var selector = ""
  var namespaceSelector = ""
  var nets: [CIDR] = []
  var notNets: [CIDR] = []
}

/// An entry of a rule's ports.
enum CalicoPort: Hashable, Sendable {
  case range(PortRange)
  case name(String)

  /// The range, if it is one.
  var range: PortRange? { if case .range(let range) = self { range } else { nil } }

  /// The name, if it is one.
  var name: String? { if case .name(let name) = self { name } else { nil } }
}
