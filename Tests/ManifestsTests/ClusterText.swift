import Manifests
import PolicyModel
import Traffic

/// Everything in a cluster as text, symbols and positions resolved or left out, so that equal texts mean equal clusters.
struct ClusterText: Equatable, CustomStringConvertible {
  let lines: [String]

  init(_ cluster: Cluster) {
    lines =
      cluster.namespaces.map { Self.line($0, cluster) } + cluster.nodes.map { Self.line($0, cluster) }
      + cluster.pods.map { Self.line($0, cluster) } + cluster.services.map { Self.line($0, cluster) }
      + cluster.policies.flatMap { Self.lines($0, cluster) }
  }

  var description: String { lines.joined(separator: "\n") }

  private static func text(_ labels: [Label], _ cluster: Cluster) -> String {
    "{" + labels.map { cluster.text($0.key) + "=" + cluster.text($0.value) }.joined(separator: ",") + "}"
  }

  private static func line(_ namespace: Namespace, _ cluster: Cluster) -> String {
    let marks = (namespace.isDeclared ? "" : " implied") + (namespace.isBeingDeleted ? " deleted" : "")
    return "namespace \(cluster.text(namespace.name)) \(text(namespace.labels.labels, cluster))\(marks)"
  }

  private static func line(_ node: Node, _ cluster: Cluster) -> String {
    "node \(cluster.text(node.name)) \(text(node.labels.labels, cluster)) \(node.addresses) \(node.podCIDRs)"
  }

  /// `pod namespace/name {labels} [addresses] on node: ports; marks`.
  static func line(_ pod: Pod, _ cluster: Cluster) -> String {
    let ports = pod.ports.map { port in
      (port.name.map { cluster.text($0) + "=" } ?? "") + "\(port.number)/\(port.ipProtocol)"
        + (port.hostPort == 0 ? "" : "@\(port.hostPort)") + (port.isInit ? " init" : "")
    }
    var line = "pod \(cluster.text(pod.id)) \(text(pod.labels.labels, cluster)) \(pod.addresses)"
    line += " on \(pod.node.map { cluster.text($0) } ?? "-"): \(ports.joined(separator: ","));"
    if let workload = pod.workload { line += " of \(workload.kind.rawValue) \(cluster.text(workload.name))" }
    if let account = pod.serviceAccount { line += " as \(cluster.text(account))" }
    if pod.isHostNetwork { line += " hostNetwork" }
    if pod.phase != .running { line += " \(pod.phase.rawValue)" }
    if case .grace(let seconds) = pod.deletion { line += " deleted in \(seconds)" }
    return line + (pod.isSynthetic ? " synthetic" : "")
  }

  private static func line(_ service: Service, _ cluster: Cluster) -> String {
    let ports = service.ports.map { port in
      (port.name.map { cluster.text($0) + "=" } ?? "") + "\(port.port)/\(port.ipProtocol)"
        + ">\(text(port.target, cluster))" + (port.nodePort == 0 ? "" : "@\(port.nodePort)")
    }
    return "service \(cluster.text(service.id)) \(service.exposure.rawValue) \(service.externalTraffic.rawValue) "
      + "\(service.selector.map { text($0, cluster) } ?? "-") \(ports) \(service.clusterIPs) \(service.externalIPs)"
  }

  private static func text(_ port: PortReference, _ cluster: Cluster) -> String {
    switch port {
    case .number(let number): String(number)
    case .name(let name): cluster.text(name)
    }
  }

  private static func lines(_ policy: NetworkPolicy, _ cluster: Cluster) -> [String] {
    let types = policy.policyTypes.map(\.rawValue).joined(separator: ",")
    let head = "policy \(cluster.text(policy.id)) \(text(policy.podSelector, cluster)) \(types)"
    return [head] + policy.ingress.map { "  from " + text($0, cluster) }
      + policy.egress.map { "  to " + text($0, cluster) }
  }

  private static func text(_ selector: LabelSelector, _ cluster: Cluster) -> String {
    let requirements = selector.matchExpressions.map { requirement in
      "\(cluster.text(requirement.key)) \(requirement.comparison.rawValue) \(requirement.values.map(cluster.text))"
    }
    return text(selector.matchLabels, cluster) + requirements.joined(separator: "&")
  }

  private static func text(_ rule: PolicyRule, _ cluster: Cluster) -> String {
    let peers = rule.peers.map { peer in
      (peer.podSelector.map { "pods" + text($0, cluster) } ?? "")
        + (peer.namespaceSelector.map { "namespaces" + text($0, cluster) } ?? "")
        + (peer.ipBlock.map { "\($0.cidr)-\($0.except)" } ?? "")
    }
    let ports = rule.ports.map { port in
      "\(port.port.map { text($0, cluster) } ?? "*")\(port.endPort.map { "-\($0)" } ?? "")/\(port.ipProtocol)"
    }
    return "\(peers) on \(ports)"
  }
}

extension LoadedManifests {
  /// The cluster's lines that begin with `kind`.
  func lines(_ kind: String) -> [String] {
    ClusterText(cluster).lines.filter { $0.hasPrefix(kind + " ") || (kind == "policy" && $0.hasPrefix("  ")) }
  }
}
