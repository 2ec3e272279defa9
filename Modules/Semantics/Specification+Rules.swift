internal import PolicyModel
internal import Traffic

/// A connection as the policies of one of its ends see it.
struct Connection {
  var packet: Packet
  /// The end that the policies' peers are compared with.
  var peer: Endpoint
  /// Its address.
  var peerAddress: IPAddress
  /// The end that is connected to.
  var target: Endpoint
}

/// What makes a rule allow a connection.
enum RuleMatch {
  /// The rule names no peers.
  case everybody
  /// The first of its peers that matches.
  case peer(Int)

  /// The peer's index, if there is one.
  var index: Int? {
    if case .peer(let index) = self { index } else { nil }
  }
}

extension Specification {
  /// By what a rule allows a connection; `nil` if it does not.
  func match(_ rule: PolicyRule, of policy: NetworkPolicy, _ connection: Connection) -> RuleMatch? {
    guard rule.ports.isEmpty || rule.ports.contains(where: { matches($0, connection) }) else { return nil }
    if rule.peers.isEmpty { return .everybody }
    return rule.peers.firstIndex { matches($0, of: policy, connection) }.map { .peer($0) }
  }

  private func matches(_ peer: PolicyPeer, of policy: NetworkPolicy, _ connection: Connection) -> Bool {
    if let block = peer.ipBlock {
      guard block.cidr.cidr?.contains(connection.peerAddress) == true else { return false }
      return !block.except.contains { $0.cidr?.contains(connection.peerAddress) == true }
    }
    guard let index = connection.peer.pod, peer.podSelector != nil || peer.namespaceSelector != nil else {
      return false
    }
    let pod = cluster.pods[index]
    if let selector = peer.namespaceSelector {
      guard selector.matches(labels(ofNamespace: pod.id.namespace)) else { return false }
    } else if pod.id.namespace != policy.id.namespace {
      return false
    }
    return peer.podSelector?.matches(pod.labels) ?? true
  }

  private func matches(_ port: PolicyPort, _ connection: Connection) -> Bool {
    let packet = connection.packet
    return port.covers(
      packet.ipProtocol, packet.destinationPort, at: connection.target.pod.map { cluster.pods[$0] })
  }
}
