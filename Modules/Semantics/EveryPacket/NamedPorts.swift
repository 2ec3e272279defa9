internal import PolicyModel
internal import Reachability
internal import Traffic

/// What names of ports stand for, pod by pod.
struct NamedPorts {
  /// A name with its protocol, as a policy gives it.
  struct Key: Hashable {
    var name: Symbol
    var ipProtocol: IPProtocol
  }

  /// Pods whose ports of one name are the same.
  struct Group {
    var traffic: TrafficSet
    var ends: [Int32]
  }

  /// For each name that a policy uses, its groups, disjoint.
  let groups: [Key: [Group]]

  init(_ cluster: Cluster, ends: [End]) {
    var used: Set<Key> = []
    for policy in cluster.policies {
      for port in (policy.ingress + policy.egress).lazy.flatMap(\.ports) {
        if case .name(let name) = port.port { used.insert(Key(name: name, ipProtocol: port.ipProtocol)) }
      }
    }
    var found: [Key: [TrafficSet: [Int32]]] = [:]
    for (index, end) in ends.enumerated() where !used.isEmpty {
      guard case .pod(let number) = end.kind else { continue }
      for (key, traffic) in Self.ports(of: cluster.pods[number]) where used.contains(key) {
        found[key, default: [:]][traffic, default: []].append(Int32(index))
      }
    }
    groups = found.mapValues { groups in
      groups.map { Group(traffic: $0.key, ends: $0.value) }.sorted { $0.ends[0] < $1.ends[0] }
    }
  }

  private static func ports(of pod: Pod) -> [Key: TrafficSet] {
    var found: [Key: TrafficSet] = [:]
    for port in pod.ports where !port.isInit {
      guard let name = port.name else { continue }
      let traffic = TrafficSet(port.ipProtocol, PortSet([PortRange(port.number)]))
      let key = Key(name: name, ipProtocol: port.ipProtocol)
      found[key] = found[key].map { $0.union(traffic) } ?? traffic
    }
    return found
  }
}
