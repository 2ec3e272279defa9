internal import Backend
public import PolicyModel
internal import Traffic

extension LabPlan {
  /// The ports on which places listen from the beginning: pods on those of their containers, and everybody on those that
  /// policies name, Services lead to, and `more`.
  public func usualPorts(of cluster: Cluster, more: [ProbeMatrix.Question] = []) -> [ListeningPort] {
    var named = Set(more.filter { $0.ipProtocol == .tcp || $0.ipProtocol == .udp })
    for port in cluster.policies.flatMap({ $0.ingress + $0.egress }).flatMap(\.ports) {
      guard case .number(let number)? = port.port else { continue }
      for value in [number, port.endPort ?? number] {
        if let value = UInt16(exactly: value), value > 0 { named.insert(ProbeMatrix.Question(port.ipProtocol, value)) }
      }
    }
    for port in cluster.services.flatMap(\.ports) {
      if case .number(let number) = port.target, let value = UInt16(exactly: number), value > 0 {
        named.insert(ProbeMatrix.Question(port.ipProtocol, value))
      }
    }
    var all: Set<ListeningPort> = []
    for (index, place) in places.enumerated() {
      guard index != Self.fabric else { continue }
      for port in named { all.insert(ListeningPort(place: index, port.ipProtocol, port.port)) }
      guard case .pod(let pod, _) = place.role, pod < cluster.pods.count else { continue }
      for port in cluster.pods[pod].ports { all.insert(ListeningPort(place: index, port.ipProtocol, port.number)) }
    }
    return all.filter { $0.ipProtocol == .tcp || $0.ipProtocol == .udp }
      .sorted { ($0.place, $0.ipProtocol, $0.port) < ($1.place, $1.ipProtocol, $1.port) }
  }
}
