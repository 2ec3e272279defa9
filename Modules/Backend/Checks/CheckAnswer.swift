public import PolicyModel
public import Reachability
public import Traffic

/// What is asked: whether connections of this kind can begin, or go on.
public struct CheckQuestion: Hashable, Sendable {
  /// Where they come from, as the user named it.
  public var from: String
  /// Where they go, as the user named it.
  public var to: String
  /// The protocol.
  public var ipProtocol: IPProtocol
  /// The port that the client asks; `nil` for protocols without ports.
  public var port: UInt16?
  /// New, established or invalid.
  public var state: ConnectionState
  /// The address family; `nil` for that of an address that is named, else IPv4 where an end has it.
  public var family: AddressFamily?

  /// A question about new connections unless `state` says otherwise, of no particular family.
  public init(from: String, to: String, _ ipProtocol: IPProtocol, port: UInt16?, state: ConnectionState = .new) {
    self.from = from
    self.to = to
    self.ipProtocol = ipProtocol
    self.port = port
    self.state = state
  }

  /// `80/TCP`, or `ICMP`.
  public var portText: String { port.map { "\($0)/\(ipProtocol.label)" } ?? ipProtocol.label }
}

/// One end of connections under the name that people know it by.
public struct NamedEnd: Hashable, Sendable {
  /// `namespace/pod`, `node/name`, or an address.
  public var name: String
  /// What it is, with its address.
  public var end: End

  /// An end.
  public init(_ name: String, _ end: End) { (self.name, self.end) = (name, end) }
}

/// One of the connections that a question comes down to, and what becomes of it.
public struct CheckedConnection: Sendable {
  /// Who begins it.
  public var from: NamedEnd
  /// Who answers; `nil` where the Service has nobody.
  public var to: NamedEnd?
  /// The Service that led there, if one did.
  public var service: ObjectName?
  /// The node whose port or whose load balancer's traffic it came by; `nil` for connections from within by name.
  public var receiver: NodeName?
  /// The packet, and what kube-proxy makes of it; its destination says nothing where nobody answers.
  public var connection: Connection
  /// What becomes of it.
  public var decision: Decision
  /// Why kube-proxy itself ends it: the Service has nobody to answer. No engine is asked then.
  public var refusal: String?

  /// A connection that an engine has judged, unless there is a refusal.
  public init(
    from: NamedEnd, to: NamedEnd?, service: ObjectName? = nil, _ connection: Connection, _ decision: Decision,
    refusal: String? = nil
  ) {
    self.from = from
    self.to = to
    self.service = service
    self.connection = connection
    self.decision = decision
    self.refusal = refusal
  }
}

/// The answer to a question: every connection that it comes down to, at least one.
public struct CheckAnswer: Sendable {
  /// What was asked.
  public var question: CheckQuestion
  /// The connections: sources in order, for each the destinations in order.
  public var connections: [CheckedConnection]

  /// An answer.
  public init(_ question: CheckQuestion, _ connections: [CheckedConnection]) {
    (self.question, self.connections) = (question, connections)
  }

  /// Allowed if every one of the connections is.
  public var verdict: Verdict { connections.allSatisfy { $0.decision.verdict == .allowed } ? .allowed : .denied }
}
