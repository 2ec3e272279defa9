internal import Backend
internal import PolicyModel
internal import Reachability
internal import Text
internal import Traffic

extension CheckReport {
  /// What the policies say of a connection, then its way through the programs.
  func explanation(of connection: CheckedConnection, _ palette: Palette) -> String {
    if connection.refusal != nil { return "" }
    let isUntouched = connection.decision.trace.isEmpty && connection.connection.translation == nil
    return "\n" + reason(for: connection, palette) + (isUntouched ? "" : "\n" + way(of: connection, palette))
  }

  private func reason(for connection: CheckedConnection, _ palette: Palette) -> String {
    let decision = connection.decision
    if decision.verdict == .allowed { return permission(decision) }
    guard let denial = decision.denial else { return "No policy denies it; the last rule below does.\n" }
    let word = denial.direction.rawValue.lowercased()
    let isIngress = denial.direction == .ingress
    let pod = denial.pod.map { cluster.text($0) } ?? "it"
    let peer = isIngress ? connection.from.name : connection.to?.name ?? answer.question.to
    let count = denial.policies.count
    let policies = count == 1 ? "one policy, and no rule of it" : "\(count) policies, and no rule of them"
    var text = "\(palette.paint(pod, .name)) is isolated for \(word) by \(policies) lets "
    let isRewritten = isIngress && denial.peer != connection.from.end.address
    let disguise = isRewritten ? ", which comes as \(denial.peer)" : ""
    text += isIngress ? "\(palette.paint(peer, .name)) in\(disguise):\n" : "it reach \(palette.paint(peer, .name)):\n"
    for policy in denial.policies {
      text += "  \(palette.paint(cluster.text(policy.source.policy), .name))\(place(of: policy.source))\n"
      if policy.misses.isEmpty {
        text += "    it has no \(word) rules: \(isIngress ? "nobody gets in" : "nothing gets out")\n"
      }
      for miss in policy.misses { text += "    \(miss.source.path)\(place(of: miss.source))\n      \(miss.reason)\n" }
    }
    return text
  }

  /// The rules that let it pass, the last one met of each direction: before it, none did.
  private func permission(_ decision: Decision) -> String {
    guard !decision.trace.isEmpty else { return "No rule of \(engine.id) meets it.\n" }
    let permissions = [NetworkPolicy.Direction.egress, .ingress].compactMap { direction in
      decision.trace.last { $0.source?.rule != nil && $0.source?.direction == direction }?.source
    }
    guard !permissions.isEmpty else { return "No policy has a say in it.\n" }
    return permissions.map { source in
      "\(source.direction.rawValue) is allowed by \(describe(source)).\n"
    }.joined()
  }

  private func way(of connection: CheckedConnection, _ palette: Palette) -> String {
    let packet = connection.connection.packet
    let port =
      packet.ipProtocol.hasPorts
      ? " \(packet.destinationPort)/\(packet.ipProtocol.label)" : " \(packet.ipProtocol.label)"
    var text = "The way of \(packet.source) -> \(packet.destination)\(port):\n"
    if let translation = connection.connection.translation { text += describe(translation, of: packet, palette) }
    var last: (NodeName, String?)?
    for step in connection.decision.trace {
      if last?.0 != step.node || last?.1 != step.place.hook {
        let hook = step.place.hook.map { ", \($0)" } ?? ""
        text += "  on node \(palette.paint(step.node.text, .name))\(hook)\n"
      }
      last = (step.node, step.place.hook)
      text += "    \(palette.paint(step.place.description, .name)): \(Self.shortened(step))\n"
      for set in step.sets { text += "      \(palette.paint("because", .faint)) \(set)\n" }
      if let source = step.source { text += "      \(palette.paint("from", .faint)) \(describe(source))\n" }
    }
    if connection.decision.trace.isEmpty { text += "  it meets no rule\n" }
    return text
  }

  /// The rule without its chain, which stands before it, and with its sets under the names that people know.
  private static func shortened(_ step: TraceStep) -> String {
    let prefix = "-A \(step.place.chain) "
    let rule = step.rule.hasPrefix(prefix) ? String(step.rule.dropFirst(prefix.count)) : step.rule
    return step.sets.reduce(rule) { $0.replacing(" \($1.name) ", with: " \($1.label) ") }
  }

  private func describe(_ translation: Translation, of packet: Packet, _ palette: Palette) -> String {
    let label = packet.ipProtocol.label
    let asked = translation.address.map { "\($0) \(translation.port)/\(label)" } ?? "the Service's address"
    let source = translation.masquerade.map { ", and \(packet.source) to \($0) when it leaves the node" } ?? ""
    return "  kube-proxy of node \(palette.paint(translation.node.text, .name)) rewrites \(asked) "
      + "to \(packet.destination) \(packet.destinationPort)/\(label)\(source)\n"
  }
}
