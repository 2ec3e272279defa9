internal import Backend
internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// The ways in which the engine is known to depart from the specification, or to decide what that leaves open.
enum Deviations {
  static let hostEgress = Deviation(
    "CALICO-HOST-EGRESS", title: "a pod's egress policies also hold for its own node",
    explanation: "cali-INPUT runs the pod's egress chain before the DefaultEndpointToHostAction")
  static let ruleDropped = Deviation(
    "CALICO-RULE-DROPPED", title: "a rule or policy that Calico cannot read has no effect",
    explanation: "a rule with a bad port vanishes, a policy that fails validation is treated as missing")
  static let emptyPeer = Deviation(
    "CALICO-EMPTY-PEER", title: "an empty peer stands for all pods of the policy's namespace",
    explanation: "the API server refuses such a peer; Calico reads it as an empty podSelector")
  static let badBlock = Deviation(
    "CALICO-BAD-BLOCK", title: "a block that is none makes its peer match everybody",
    explanation: "the API server refuses it; Calico is left with a rule without a source or destination")
  static let unscheduled = Deviation(
    "CALICO-UNSCHEDULED", title: "a pod that is on no node is no endpoint",
    explanation: "no policy isolates it and no selector matches it until it is scheduled")

  static let encapsulation = Deviation(
    "CALICO-ENCAPSULATION", title: "encapsulated packets from pods are dropped",
    explanation: "each pod's egress chain drops VXLAN (UDP 4789) and IP-in-IP before any policy is asked")

  /// All of them, by id.
  static let all = [encapsulation, hostEgress, ruleDropped, emptyPeer, badBlock, unscheduled].sorted { $0.id < $1.id }
}

/// Finds the known deviation that makes the engine decide a packet as it does.
struct DeviationSearch {
  let question: DeviationQuestion

  private var cluster: Cluster { question.cluster }
  private var packet: Packet { question.connection.packet }

  /// The deviation; `nil` where none of the known ones is the cause.
  func answer() -> DeviationAnswer? {
    guard question.decision.verdict != question.expected.verdict else { return nil }
    return encapsulation() ?? hostEgress() ?? refused() ?? oddPeer() ?? unscheduled()
  }

  private func encapsulation() -> DeviationAnswer? {
    let isVXLAN = packet.ipProtocol == .udp && packet.destinationPort == 4789
    guard question.decision.verdict == .denied, isVXLAN || packet.ipProtocol == .ipip,
      let step = question.decision.trace.last, step.source == nil, step.place.chain.hasPrefix("cali-fw-")
    else { return nil }
    let words = "\(step.place.chain) rule \(step.place.rule ?? 0) drops encapsulated packets of pods"
    return DeviationAnswer(Deviations.encapsulation, words)
  }

  private func hostEgress() -> DeviationAnswer? {
    guard question.decision.verdict == .denied, case .pod(let pod) = question.book.owner(of: packet.source),
      case .node(let node) = question.book.owner(of: packet.destination), question.book.node(ofPod: pod) == node
    else { return nil }
    let words = "cali-INPUT sends packets of \(cluster.text(cluster.pods[pod].id)) to its node through its egress chain"
    return DeviationAnswer(
      Deviations.hostEgress, words, sources: question.decision.denial?.policies.map(\.source) ?? [])
  }

  private func refused() -> DeviationAnswer? {
    let denying = question.expected.denial?.policies.map(\.source) ?? []
    for source in denying + question.expected.trace.compactMap(\.source) {
      guard let refusal = question.refusals.first(where: { $0.policy == source.policy }) else { continue }
      let words =
        "calico leaves out of policy \(cluster.text(refusal.policy)): \(refusal.path) \"\(refusal.value)\" \(refusal.reason)"
      return DeviationAnswer(Deviations.ruleDropped, words, sources: [source])
    }
    return nil
  }

  private func oddPeer() -> DeviationAnswer? {
    for source in question.decision.trace.compactMap(\.source) {
      guard let number = source.rule, let policy = cluster.policies.first(where: { $0.id == source.policy }),
        policy.rules(source.direction).indices.contains(number)
      else { continue }
      for peer in policy.rules(source.direction)[number].peers {
        if let block = peer.ipBlock, block.cidr.cidr == nil {
          let words = "calico reads ipBlock \"\(block.cidr)\" as no condition at all"
          return DeviationAnswer(Deviations.badBlock, words, sources: [source])
        }
        if peer.ipBlock == nil, peer.podSelector == nil, peer.namespaceSelector == nil {
          let words = "calico reads the empty peer as all pods of namespace \(cluster.text(policy.id.namespace))"
          return DeviationAnswer(Deviations.emptyPeer, words, sources: [source])
        }
      }
    }
    return nil
  }

  private func unscheduled() -> DeviationAnswer? {
    for address in [packet.source, packet.destination] {
      guard case .pod(let index) = question.book.owner(of: address), cluster.pods[index].node == nil else { continue }
      let words = "pod \(cluster.text(cluster.pods[index].id)) is on no node, and so no endpoint of calico"
      return DeviationAnswer(Deviations.unscheduled, words)
    }
    return nil
  }
}

extension Calico {
  /// What an input has that the engine leaves out, and what follows.
  static func findings(on cluster: Cluster, _ program: any DataplaneProgram) -> [Diagnostic] {
    program.refusals.map { refusal in
      let follows =
        switch refusal.consequence {
        case .ignored: "its pods stay open, as if the policy did not exist"
        case .partlyIgnored(let what): what
        }
      return Diagnostic(
        .warning, "calico-left-out", at: cluster.files.place(of: refusal.position),
        "calico leaves out of policy \"\(cluster.text(refusal.policy))\": \(refusal.path) \"\(refusal.value)\" "
          + "\(refusal.reason); \(follows)")
    }
  }
}
