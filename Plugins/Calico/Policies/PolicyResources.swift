internal import PolicyModel
internal import Text
internal import Traffic

/// Policies as resources of `projectcalico.org/v3`.
enum PolicyResources {
  /// YAML for `calicoctl apply`, one document for each policy.
  ///
  /// They have the names that they have in Kubernetes: `calicoctl` writes none that begins with `knp.default.`.
  static func render(_ policies: [CalicoPolicy]) -> TextBuffer {
    var text = TextBuffer()
    for policy in policies {
      text.append(literal: "---\n")
      text.append(resource(policy, name: policy.name))
    }
    return text
  }

  /// The resource of a policy under a name.
  static func resource(_ policy: CalicoPolicy, name: String) -> ResourceValue {
    .fields([
      ("apiVersion", .text("projectcalico.org/v3")), ("kind", .text("NetworkPolicy")),
      ("metadata", .fields([("name", .text(name)), ("namespace", .text(policy.namespace))])),
      (
        "spec",
        .fields([
          ("tier", .text(PolicyGroup.tier)), ("order", .number(CalicoPolicy.order)),
          ("selector", .text(policy.selector)), ("types", .list(policy.types.map { .text($0.rawValue) })),
          ("ingress", .list(policy.ingress.map { rule($0, isIngress: true) })),
          ("egress", .list(policy.egress.map { rule($0, isIngress: false) })),
        ])
      ),
    ])
  }

  private static func rule(_ rule: CalicoRule, isIngress: Bool) -> ResourceValue {
    let peer: [(String, ResourceValue)] = [
      ("selector", .text(rule.peer.selector)), ("namespaceSelector", .text(rule.peer.namespaceSelector)),
      ("nets", .list(rule.peer.nets.map { .text($0.description) })),
      ("notNets", .list(rule.peer.notNets.map { .text($0.description) })),
    ]
    let ports = ("ports", ResourceValue.list(rule.ports.map(port)))
    return .fields([
      ("action", .text("Allow")), ("protocol", .text(rule.ipProtocol?.calicoName ?? "")),
      ("source", .fields(isIngress ? peer : [])), ("destination", .fields(isIngress ? [ports] : peer + [ports])),
    ])
  }

  private static func port(_ port: CalicoPort) -> ResourceValue {
    switch port {
    case .range(let range): range.lower == range.upper ? .number(Int(range.lower)) : .text(range.description)
    case .name(let name): .text(name)
    }
  }
}
