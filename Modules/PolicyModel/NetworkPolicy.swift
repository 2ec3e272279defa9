public import Diagnostics
public import Traffic

/// A `networking.k8s.io/v1` NetworkPolicy.
///
/// Absent and empty lists mean the same to the API and are both empty here. The values are those that were written:
/// engines differ in what they refuse, so the type can hold what the API server would not take.
public struct NetworkPolicy: Hashable, Sendable {
  /// The two values of `policyTypes`.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    /// To the selected pods.
    case ingress = "Ingress"
    /// From the selected pods.
    case egress = "Egress"
  }

  /// Namespace and name.
  public var id: ObjectName
  /// The pods of the namespace that it isolates.
  public var podSelector: LabelSelector
  /// The directions it isolates, in the order listed, after the API's defaulting.
  public var policyTypes: [Direction]
  /// What may reach the pods.
  public var ingress: [PolicyRule]
  /// What the pods may reach.
  public var egress: [PolicyRule]
  /// Where it was read.
  public var position: SourcePosition

  /// A policy with these types; use `defaultTypes` where none are given.
  public init(
    _ id: ObjectName, podSelector: LabelSelector, policyTypes: [Direction], ingress: [PolicyRule] = [],
    egress: [PolicyRule] = [], position: SourcePosition = .none
  ) {
    self.id = id
    self.podSelector = podSelector
    self.policyTypes = policyTypes
    self.ingress = ingress
    self.egress = egress
    self.position = position
  }

  /// What the API server writes into an absent `policyTypes`: Ingress, and Egress where there are egress rules.
  public static func defaultTypes(hasEgressRules: Bool) -> [Direction] {
    hasEgressRules ? [.ingress, .egress] : [.ingress]
  }

  /// The rules of one direction.
  public func rules(_ direction: Direction) -> [PolicyRule] { direction == .ingress ? ingress : egress }
}

/// One rule: any of its peers, on any of its ports.
public struct PolicyRule: Hashable, Sendable {
  /// `from` or `to`; empty is everybody.
  public var peers: [PolicyPeer]
  /// `ports`; empty is every protocol and port.
  public var ports: [PolicyPort]
  /// Where it was read.
  public var position: SourcePosition

  /// A rule.
  public init(peers: [PolicyPeer] = [], ports: [PolicyPort] = [], position: SourcePosition = .none) {
    self.peers = peers
    self.ports = ports
    self.position = position
  }
}

/// One entry of `from` or `to`. The API takes a block alone, or selectors.
public struct PolicyPeer: Hashable, Sendable {
  /// Pods by label: of the policy's namespace, or of those that `namespaceSelector` selects.
  public var podSelector: LabelSelector?
  /// Namespaces by label.
  public var namespaceSelector: LabelSelector?
  /// Addresses.
  public var ipBlock: IPBlock?
  /// Where it was read.
  public var position: SourcePosition

  /// A peer.
  public init(
    podSelector: LabelSelector? = nil, namespaceSelector: LabelSelector? = nil, ipBlock: IPBlock? = nil,
    position: SourcePosition = .none
  ) {
    self.podSelector = podSelector
    self.namespaceSelector = namespaceSelector
    self.ipBlock = ipBlock
    self.position = position
  }
}

/// One entry of a rule's `ports`.
public struct PolicyPort: Hashable, Sendable {
  /// The protocol; TCP where none is given.
  public var ipProtocol: IPProtocol
  /// The port; `nil` is every port of the protocol.
  public var port: PortReference?
  /// The last port of a range that starts at `port`.
  public var endPort: Int32?
  /// Where it was read.
  public var position: SourcePosition

  /// A port.
  public init(
    _ ipProtocol: IPProtocol = .tcp, _ port: PortReference? = nil, endPort: Int32? = nil,
    position: SourcePosition = .none
  ) {
    self.ipProtocol = ipProtocol
    self.port = port
    self.endPort = endPort
    self.position = position
  }
}
