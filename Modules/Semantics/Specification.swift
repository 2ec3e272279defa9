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
/// - a rule with ports lets only these through; one without lets every protocol through;
/// - what belongs to an allowed connection passes; a packet of no connection is judged as if it began one;
/// - what kube-proxy does to a source address does not count: policies see the client's.
///
/// It shares nothing with the engines but the model.
public struct Specification: Sendable {
  let cluster: Cluster
  let book: AddressBook
  private let wording: PolicyWording
  private let namespaceLabels: [Symbol: LabelSet]

  /// The specification's reading of a cluster; costs O(pods).
  public init(_ cluster: Cluster) {
    self.cluster = cluster
    book = AddressBook(cluster)
    wording = PolicyWording(cluster, book)
    namespaceLabels = Dictionary(
      cluster.namespaces.map { ($0.name, $0.labels) }, uniquingKeysWith: { first, _ in first })
  }

  /// The labels of a namespace; none for one that the cluster does not have.
  func labels(ofNamespace name: Symbol) -> LabelSet { namespaceLabels[name] ?? .empty }

  /// Whether the connection that a packet begins is allowed, with the policies that say so if `isTracing`.
  ///
  /// Established connections are allowed: the API speaks of beginnings. Costs O(policies).
  public func decide(_ packet: Packet, isTracing: Bool = true) -> Decision {
    let source = Endpoint(packet.source, in: book)
    let target = Endpoint(packet.destination, in: book)
    var trace = SpecificationTrace(isOn: isTracing)
    if let reason = exemption(of: packet, from: source, to: target) {
      note(source.node == nil ? target : source, reason, nil, in: &trace)
      return Decision(.allowed, trace: trace.steps)
    }
    let egress = Connection(packet: packet, peer: target, peerAddress: packet.destination, target: target)
    let ingress = Connection(packet: packet, peer: source, peerAddress: packet.source, target: target)
    for (direction, subject, connection) in [(.egress, source, egress), (.ingress, target, ingress)]
      as [(NetworkPolicy.Direction, Endpoint, Connection)]
    {
      let isolating = decide(direction, subject, connection, &trace)
      guard !isolating.isEmpty else { continue }
      let denial = isTracing ? wording.denial(of: packet, direction, by: isolating) : nil
      return Decision(.denied, trace: trace.steps, denial: denial)
    }
    return Decision(.allowed, trace: trace.steps)
  }

  /// Why no policy is asked about a packet.
  private func exemption(of packet: Packet, from source: Endpoint, to target: Endpoint) -> String? {
    if packet.source == packet.destination { return "whoever reaches itself is not policed" }
    if !packet.state.isDisjoint(with: [.established, .related]) { return "its connection was allowed when it began" }
    if source.isOwnNode(of: target) { return "a node and its own pods always reach each other" }
    return nil
  }

  /// The policies that isolate `subject` and do not let the connection pass; none where it passes.
  private func decide(
    _ direction: NetworkPolicy.Direction, _ subject: Endpoint, _ connection: Connection,
    _ trace: inout SpecificationTrace
  ) -> [Int] {
    guard let index = subject.pod else { return [] }
    let pod = cluster.pods[index]
    let word = direction.rawValue.lowercased()
    var isolating: [Int] = []
    for (policyIndex, policy) in cluster.policies.enumerated()
    where policy.id.namespace == pod.id.namespace && policy.policyTypes.contains(direction)
      && policy.podSelector.matches(pod.labels)
    {
      isolating.append(policyIndex)
      for (ruleIndex, rule) in policy.rules(direction).enumerated() {
        guard let peer = match(rule, of: policy, connection) else { continue }
        let source = PolicyReference(policy.id, direction, rule: ruleIndex, peer: peer.index)
        note(subject, "\(word) allowed by \(cluster.text(policy.id))", source, in: &trace)
        return []
      }
    }
    guard let first = isolating.first else {
      note(subject, "no policy isolates \(cluster.text(pod.id)) for \(word)", nil, in: &trace)
      return []
    }
    let names = isolating.map { cluster.text(cluster.policies[$0].id) }.joined(separator: ", ")
    let source = PolicyReference(cluster.policies[first].id, direction)
    note(subject, "no \(word) rule of \(names) allows it", source, in: &trace)
    return isolating
  }

  private func note(
    _ subject: Endpoint, _ text: @autoclosure () -> String, _ source: PolicyReference?,
    in trace: inout SpecificationTrace
  ) {
    guard trace.isOn else { return }
    let node = subject.node.map { book.nodes[$0] } ?? NodeName("node")
    trace.steps.append(
      TraceStep(node: node, place: ProgramPlace(chain: "specification"), rule: text(), source: source))
  }
}

/// The steps of a decision, or none where nobody reads them.
struct SpecificationTrace {
  let isOn: Bool
  var steps: [TraceStep] = []
}
