internal import PolicyModel
internal import Text
internal import Traffic

extension UnknownEndpoint {
  static func unknown(_ text: String, near: NearNames) -> UnknownEndpoint {
    UnknownEndpoint(
      "\"\(text)\" is nothing in the cluster; "
        + "expected namespace/pod, namespace/workload, svc/namespace/name, node/name or an address",
      notes: near.question.map { [$0] } ?? [])
  }

  static let outsideIsNoEnd = UnknownEndpoint(
    "\"outside\" is no end of one connection; expected an address outside the cluster, as 203.0.113.7",
    notes: ["moat reach --exposed lists what the outside can reach, moat reach --to outside who can reach it"])

  static func badService(_ text: String) -> UnknownEndpoint {
    UnknownEndpoint("\"\(text)\" names no Service; expected svc/namespace/name")
  }

  static func serviceIsNoEnd(_ text: String) -> UnknownEndpoint {
    UnknownEndpoint(
      "\"\(text)\" is a Service, and a Service is no end of connections",
      notes: ["name the pods or the workload behind it, as namespace/name"])
  }

  static func serviceBeginsNothing(_ text: String) -> UnknownEndpoint {
    UnknownEndpoint(
      "--from \"\(text)\" is a Service, and a Service begins no connections",
      notes: ["name the pods or the workload behind it, as namespace/name"])
  }

  static func nodeWithoutAddress(_ name: String, _ family: AddressFamily?) -> UnknownEndpoint {
    UnknownEndpoint(
      "node \"\(name)\" has no internal \(label(family))address",
      notes: ["add its Node object, as kubectl get node -o yaml prints it"])
  }

  static func podWithoutAddress(_ name: String, _ phase: Pod.Phase, _ family: AddressFamily?) -> UnknownEndpoint {
    UnknownEndpoint(
      phase.isOver
        ? "pod \"\(name)\" is over (\(phase.rawValue)): its address is free"
        : "pod \"\(name)\" has no \(label(family))address")
  }

  static func workloadWithoutAddress(_ name: String, _ count: Int, _ family: AddressFamily?) -> UnknownEndpoint {
    UnknownEndpoint(
      "no pod of workload \"\(name)\" runs with an \(label(family))address; it has \(count) pod\(count == 1 ? "" : "s")"
    )
  }

  // MARK: Services

  static func servicePort(_ name: String, _ asked: String, _ known: [String]) -> UnknownEndpoint {
    UnknownEndpoint(
      "service \"\(name)\" has no port \(asked); "
        + (known.isEmpty ? "it has none at all" : "expected \(list(known, "or"))"),
      notes: ["--port is the Service's own port, not that of its pods"])
  }

  static func serviceProtocol(_ name: String, _ asked: String, _ known: [String]) -> UnknownEndpoint {
    UnknownEndpoint(
      "service \"\(name)\" forwards no \(asked); expected \(known.isEmpty ? "a port" : list(known, "or"))",
      notes: ["ask the pods behind it by their names"])
  }

  static func serviceOfOtherFamily(_ name: String, _ family: AddressFamily, _ own: [IPAddress]) -> UnknownEndpoint {
    UnknownEndpoint(
      "service \"\(name)\" has no \(family.name) address; it has \(list(own.map(\.description), "and"))",
      notes: ["ask over \(family == .ipv4 ? "IPv6" : "IPv4"), or ask the pods behind it by their names"])
  }

  static func addressOfOtherFamily(_ text: String, _ family: AddressFamily?) -> UnknownEndpoint {
    UnknownEndpoint("\(text) is no \(label(family))address; both ends of a connection are of one family")
  }

  static func externalName(_ name: String) -> UnknownEndpoint {
    UnknownEndpoint(
      "service \"\(name)\" is of type ExternalName: it stands for a DNS name, not for pods",
      notes: ["ask for the address behind that name"])
  }

  static func serviceWithoutSelector(_ name: String) -> UnknownEndpoint {
    UnknownEndpoint(
      "service \"\(name)\" has no selector: its endpoints are managed by hand and not read",
      notes: ["ask for their addresses or pods"])
  }

  static func unreachableService(_ name: String, _ exposure: Service.Exposure, from: String) -> UnknownEndpoint {
    UnknownEndpoint(
      "service \"\(name)\" is of type \(exposure.rawValue), which \(from), outside the cluster, cannot reach",
      notes: ["give it the type NodePort or LoadBalancer, or ask from a pod or node"])
  }

  private static func label(_ family: AddressFamily?) -> String {
    family.map { "\($0.name) " } ?? ""
  }

  private static func list(_ names: [String], _ word: String) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " \(word) " + (names.last ?? "")
  }
}
