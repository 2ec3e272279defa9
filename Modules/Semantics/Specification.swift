public import Backend
public import PolicyModel
public import Traffic

/// The verdict of the Kubernetes API itself, read off the policies: what every engine ought to do.
///
/// Where the API leaves something open, this is what is chosen here:
/// - a pod reaches itself, and a node its own pods and they it, whatever the policies say;
/// - a host-network pod is its node: no policy isolates it, selectors never match it, blocks match its address;
/// - blocks match pods' addresses as any others;
/// - the name of a port stands for the container ports of that name and protocol of the destination pod;
/// - a rule with ports lets only these through; one without lets every protocol through.
///
/// It shares nothing with the engines but the model.
public struct Specification: Sendable {
  let cluster: Cluster
  private let endpoints: EndpointIndex
  private let namespaceLabels: [Symbol: LabelSet]

  /// The specification's reading of a cluster; costs O(pods).
  public init(_ cluster: Cluster) {
    self.cluster = cluster
    endpoints = EndpointIndex(cluster)
    namespaceLabels = Dictionary(
      cluster.namespaces.map { ($0.name, $0.labels) }, uniquingKeysWith: { first, _ in first })
  }

  /// The labels of a namespace; none for one that the cluster does not have.
  func labels(ofNamespace name: Symbol) -> LabelSet { namespaceLabels[name] ?? .empty }

  /// Whether the connection that a packet begins is allowed, with the policies that say so.
  ///
  /// Established connections are allowed: the API speaks of beginnings. Costs O(policies).
  public func decide(_ packet: Packet) -> Decision {
    let source = endpoints.endpoint(packet.source)
    let target = endpoints.endpoint(packet.destination)
    guard packet.source != packet.destination, packet.state.contains(.new), !source.isOwnNode(of: target) else {
      return Decision(.allowed, trace: [])
    }
    var trace: [TraceStep] = []
    let egress = Connection(packet: packet, peer: target, peerAddress: packet.destination, target: target)
    if decide(.egress, source, egress, into: &trace) == .denied { return Decision(.denied, trace: trace) }
    let ingress = Connection(packet: packet, peer: source, peerAddress: packet.source, target: target)
    return Decision(decide(.ingress, target, ingress, into: &trace) ?? .allowed, trace: trace)
  }

  /// What the policies that isolate `subject` say; `nil` where none does.
  private func decide(
    _ direction: NetworkPolicy.Direction, _ subject: Endpoint, _ connection: Connection, into trace: inout [TraceStep]
  ) -> Verdict? {
    guard let index = subject.pod else { return nil }
    let pod = cluster.pods[index]
    var isolating: [ObjectName] = []
    for policy in cluster.policies
    where policy.id.namespace == pod.id.namespace && policy.policyTypes.contains(direction)
      && policy.podSelector.matches(pod.labels)
    {
      isolating.append(policy.id)
      for (ruleIndex, rule) in policy.rules(direction).enumerated() {
        guard let peer = match(rule, of: policy, connection) else { continue }
        let source = PolicyReference(policy.id, direction, rule: ruleIndex, peer: peer.index)
        trace.append(step(subject, "\(direction.rawValue.lowercased()) allowed by \(cluster.text(policy.id))", source))
        return .allowed
      }
    }
    guard let first = isolating.first else { return nil }
    let names = isolating.map { cluster.text($0) }.joined(separator: ", ")
    let text = "no \(direction.rawValue.lowercased()) rule of \(names) allows it"
    trace.append(step(subject, text, PolicyReference(first, direction)))
    return .denied
  }

  private func step(_ subject: Endpoint, _ text: String, _ source: PolicyReference) -> TraceStep {
    let node = subject.node.map { NodeName(cluster.text($0)) } ?? NodeName("node")
    return TraceStep(node: node, location: "specification", rule: text, reasons: [], source: source)
  }
}
