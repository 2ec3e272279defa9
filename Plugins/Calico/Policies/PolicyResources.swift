internal import PolicyModel
internal import Text
internal import Traffic

/// Policies as YAML of `projectcalico.org/v3`, for `calicoctl apply`.
///
/// They have the names that they have in Kubernetes: `calicoctl` refuses to write names that begin with `knp.default.`.
enum PolicyResources {
  /// One document for each policy.
  static func render(_ policies: [CalicoPolicy]) -> TextBuffer {
    var text = TextBuffer()
    for policy in policies { text.append(policy) }
    return text
  }
}

extension TextBuffer {
  fileprivate mutating func append(_ policy: CalicoPolicy) {
    append(
      """
      ---
      apiVersion: projectcalico.org/v3
      kind: NetworkPolicy
      metadata:
        name: \(yaml(policy.name))
        namespace: \(yaml(policy.namespace))
      spec:
        tier: \(PolicyGroup.tier)
        order: \(CalicoPolicy.order)
        selector: \(yaml(policy.selector))
        types:

      """)
    for type in policy.types { append("    - \(type.rawValue)\n") }
    append(policy.ingress, as: "ingress")
    append(policy.egress, as: "egress")
  }

  private mutating func append(_ rules: [CalicoRule], as name: String) {
    guard !rules.isEmpty else { return }
    append("  \(name):\n")
    for rule in rules {
      append(literal: "    - action: Allow\n")
      if let ipProtocol = rule.ipProtocol { append("      protocol: \(ipProtocol.calicoName)\n") }
      let peer = Self.fields(rule.peer)
      let ports = rule.ports.isEmpty ? [] : ["ports:"] + rule.ports.map { "  - \(Self.text($0))" }
      append(section: "source", name == "ingress" ? peer : [])
      append(section: "destination", name == "ingress" ? ports : peer + ports)
    }
  }

  private mutating func append(section: String, _ lines: [String]) {
    guard !lines.isEmpty else { return }
    append("      \(section):\n")
    for line in lines { append("        \(line)\n") }
  }

  private static func fields(_ peer: CalicoPeer) -> [String] {
    var lines: [String] = []
    if !peer.selector.isEmpty { lines.append("selector: \(yaml(peer.selector))") }
    if !peer.namespaceSelector.isEmpty { lines.append("namespaceSelector: \(yaml(peer.namespaceSelector))") }
    if !peer.nets.isEmpty { lines += ["nets:"] + peer.nets.map { "  - \(yaml($0.description))" } }
    if !peer.notNets.isEmpty { lines += ["notNets:"] + peer.notNets.map { "  - \(yaml($0.description))" } }
    return lines
  }

  private static func text(_ port: CalicoPort) -> String {
    switch port {
    case .range(let range): range.lower == range.upper ? "\(range)" : yaml("\(range)")
    case .name(let name): yaml(name)
    }
  }
}

/// A string in double quotes, as YAML and JSON both read it.
private func yaml(_ text: String) -> String {
  var quoted = JSONWriter(layout: .compact)
  quoted.string(text)
  return quoted.buffer.text
}
