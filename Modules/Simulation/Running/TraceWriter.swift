internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Text
internal import Traffic

/// Makes words of what runs noted, node by node.
struct TraceWriter {
  let wording: PolicyWording
  let dialect: RuleDialect
  private(set) var trace: [TraceStep] = []
  /// What policies say of the last node's verdict, if it was a denial.
  private(set) var denial: Denial?
  private var cluster: Cluster { wording.cluster }

  init(wording: PolicyWording, dialect: RuleDialect) { (self.wording, self.dialect) = (wording, dialect) }

  /// Adds one node's run.
  mutating func add(_ run: PacketRun) {
    let node = run.topology.book.nodes[run.hop.node]
    trace += run.events.compactMap { step($0, of: run, on: node) }
    denial = run.isolating.flatMap { self.denial(of: run, among: $0) }
  }

  private func step(_ event: PacketRun.Event, of run: PacketRun, on node: NodeName) -> TraceStep? {
    let made = run.program.chains[Int(event.chain)]
    var place = ProgramPlace(
      hook: event.hook.chain.text, table: made.table.rawValue, chain: made.chain.name.text, rule: event.rule + 1)
    switch event.kind {
    case .failed: return nil
    case .dropPolicy:
      place.rule = nil
      return TraceStep(node: node, place: place, rule: "-P \(made.chain.name) DROP")
    case .acceptedByProxy:
      place = ProgramPlace(hook: event.hook.chain.text, table: made.table.rawValue, chain: "KUBE-FORWARD")
      return TraceStep(node: node, place: place, rule: "-A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT")
    case .matched:
      let rule = made.chain.rules[event.rule]
      var text = TextBuffer()
      text.append(rule, in: made.chain.name, as: dialect)
      return TraceStep(
        node: node, place: place, rule: text.text, sets: rule.matches.compactMap { evidence($0, event, run) },
        source: rule.origin.reference(in: cluster))
    }
  }

  /// The policies that the packet met below the chain that dropped it, in the direction met last.
  private func denial(of run: PacketRun, among events: ArraySlice<PacketRun.Event>) -> Denial? {
    let origins = events.map { run.program.rule(of: $0).origin }
    let last = origins.last { $0.policy != nil && $0.direction != nil }
    guard let direction = last?.direction else { return nil }
    let policies = Set(origins.filter { $0.direction == direction }.compactMap(\.policy)).map { Int($0) }
    var reasons: [PolicyReference: String] = [:]
    for event in events {
      guard case .failed(let condition) = event.kind else { continue }
      let rule = run.program.rule(of: event)
      guard let source = rule.origin.reference(in: cluster), reasons[source] == nil else { continue }
      reasons[source] = failure(of: rule.matches[condition], event, run)
    }
    return wording.denial(
      of: run.packet, direction == .ingress ? .ingress : .egress, by: policies.filter { $0 < cluster.policies.count },
      otherwise: { reasons[$0] })
  }

  private func evidence(_ match: Match, _ event: PacketRun.Event, _ run: PacketRun) -> SetEvidence? {
    guard case .set(let name, let directions, let negated) = match, let index = run.program.sets.index(of: name) else {
      return nil
    }
    let sets = run.program.sets
    let packet = run.packet(at: event)
    let member = sets.member(of: index, covering: packet, directions).map { member -> String in
      if case .set(let inner) = member, let number = sets.index(of: inner) {
        let label = sets.set(number).label
        return label.isEmpty ? inner.text : label
      }
      var text = TextBuffer()
      text.append(member, as: .save)
      return text.text
    }
    return SetEvidence(
      name: name.text, label: sets.set(index).label, subject: sets.subject(of: packet, directions), member: member,
      isNegated: negated)
  }

  /// Why a condition does not hold, in the program's own words.
  private func failure(of match: Match, _ event: PacketRun.Event, _ run: PacketRun) -> String {
    let packet = run.packet(at: event)
    switch match {
    case .set(_, _, let negated):
      guard var evidence = evidence(match, event, run) else { return "a set is not there" }
      evidence.isNegated = !negated
      return evidence.description
    case .protocol(let ipProtocol, _): return "the protocol is \(packet.ipProtocol.label), not \(ipProtocol.label)"
    case .destinationPort(let range, _): return "the port is \(packet.destinationPort), not \(range)"
    case .multiport(_, let ranges, _):
      return "the port is \(packet.destinationPort), not \(ranges.map(\.description).joined(separator: ","))"
    case .source(let block, let negated): return "\(packet.source) is \(negated ? "" : "not ")in \(block)"
    case .destination(let block, let negated): return "\(packet.destination) is \(negated ? "" : "not ")in \(block)"
    default: return "another condition of it does not hold"
    }
  }
}

extension RunnableProgram {
  /// The rule that an event is about.
  func rule(of event: PacketRun.Event) -> Rule { chains[Int(event.chain)].chain.rules[event.rule] }
}

extension Origin {
  /// The place in the policy, if the origin is one.
  func reference(in cluster: Cluster) -> PolicyReference? {
    guard let policy, Int(policy) < cluster.policies.count, let direction else { return nil }
    return PolicyReference(
      cluster.policies[Int(policy)].id, direction == .ingress ? .ingress : .egress, rule: rule, peer: peer)
  }
}
