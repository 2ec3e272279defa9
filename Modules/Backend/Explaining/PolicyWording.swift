public import PolicyModel
public import Traffic

/// Says in the words of a policy why its rules do not let a packet pass.
///
/// It decides nothing: an engine, or the specification, has denied the packet already, and this reads the policy to
/// say which of its conditions does not hold.
public struct PolicyWording: Sendable {
  /// The cluster whose policies it reads.
  public let cluster: Cluster
  let book: AddressBook
  private let namespaces: [Symbol: LabelSet]

  /// The wording for a cluster; costs O(namespaces).
  public init(_ cluster: Cluster, _ book: AddressBook) {
    self.cluster = cluster
    self.book = book
    namespaces = Dictionary(cluster.namespaces.map { ($0.name, $0.labels) }, uniquingKeysWith: { first, _ in first })
  }

  /// Why `policies`, indices in the cluster's, deny a packet in one direction.
  ///
  /// Where a rule would let it pass by its words, `otherwise` says what the engine's own rule failed on.
  public func denial(
    of packet: Packet, _ direction: NetworkPolicy.Direction, by policies: [Int],
    otherwise: (PolicyReference) -> String? = { _ in nil }
  ) -> Denial {
    let read = ReadPacket(packet, direction)
    let isolations = policies.sorted().map { index in
      let policy = cluster.policies[index]
      let misses = policy.rules(direction).enumerated().flatMap { number, rule in
        self.misses(of: rule, number, of: policy, read, otherwise)
      }
      return Isolation(PolicyReference(policy.id, direction), misses: misses)
    }
    let subject = direction == .ingress ? packet.destination : packet.source
    return Denial(direction, of: pod(at: subject)?.id, peer: read.peer, by: isolations)
  }

  /// A packet as the policies of one of its ends read it.
  struct ReadPacket {
    var packet: Packet
    var direction: NetworkPolicy.Direction
    /// The address that peers are compared with.
    var peer: IPAddress

    init(_ packet: Packet, _ direction: NetworkPolicy.Direction) {
      self.packet = packet
      self.direction = direction
      peer = direction == .ingress ? packet.source : packet.destination
    }
  }

  /// The pod with a network of its own at an address.
  func pod(at address: IPAddress) -> Pod? {
    if case .pod(let index) = book.owner(of: address) { cluster.pods[index] } else { nil }
  }

  /// The labels of a namespace.
  func labels(ofNamespace name: Symbol) -> LabelSet { namespaces[name] ?? .empty }

  private func misses(
    of rule: PolicyRule, _ number: Int, of policy: NetworkPolicy, _ read: ReadPacket,
    _ otherwise: (PolicyReference) -> String?
  ) -> [Miss] {
    let failures = rule.peers.map { failure(of: $0, of: policy, read) }
    if !failures.isEmpty, failures.allSatisfy({ $0 != nil }) {
      return failures.enumerated().map { peer, reason in
        Miss(PolicyReference(policy.id, read.direction, rule: number, peer: peer), reason ?? "")
      }
    }
    let source = PolicyReference(
      policy.id, read.direction, rule: number, peer: failures.firstIndex { $0 == nil })
    if let reason = failure(of: rule.ports, read) {
      return [Miss(PolicyReference(policy.id, read.direction, rule: number), reason)]
    }
    let engine = otherwise(source).map { "its rule does not match: \($0)" } ?? "it has no rule that does"
    return [Miss(source, "by its words it lets the packet pass, but not as the engine enforces it: \(engine)")]
  }
}
