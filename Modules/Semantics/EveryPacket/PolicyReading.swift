internal import PolicyModel
internal import Reachability
internal import Traffic

/// The policies as lists of ends: whom each isolates, whom each rule lets in or out.
struct PolicyReading {
  /// A rule: these ends, on these ports.
  struct Rule {
    /// The lists of ends, one for a peer; `nil` is everybody.
    var peers: [Int]?
    /// What is allowed whatever the destination.
    var traffic: TrafficSet
    /// The names of ports that are allowed, too.
    var names: [NamedPorts.Key]
  }

  /// A policy.
  struct Policy {
    /// The list of the pods that it isolates.
    var subjects: Int
    var directions: [NetworkPolicy.Direction: [Rule]]
  }

  let policies: [Policy]
  /// Lists of ends, each end once in a list.
  let lists: [[Int32]]
  let ports: NamedPorts
  let index: EndIndex

  init(_ cluster: Cluster, inside: [End], family: AddressFamily) {
    let index = EndIndex(inside, blocks: Self.blocks(cluster), family: family)
    ports = NamedPorts(cluster, ends: index.ends)
    var kinds = PodKinds(cluster, ends: index.ends)
    var policies: [Policy] = []
    for policy in cluster.policies {
      var read = Policy(subjects: kinds.ends(in: policy.id.namespace, policy.podSelector), directions: [:])
      for direction in policy.policyTypes {
        read.directions[direction] = policy.rules(direction).map { rule in
          let peers = rule.peers.compactMap { Self.ends($0, of: policy, &kinds, index) }
          return Self.rule(rule.ports, peers: rule.peers.isEmpty ? nil : peers)
        }
      }
      policies.append(read)
    }
    self.index = index
    self.policies = policies
    lists = kinds.lists
  }

  private static func blocks(_ cluster: Cluster) -> [CIDR] {
    cluster.policies.lazy.flatMap { $0.ingress + $0.egress }.flatMap(\.peers).compactMap(\.ipBlock)
      .flatMap { [$0.cidr] + $0.except }.compactMap { $0.cidr?.masked }
  }

  private static func ends(
    _ peer: PolicyPeer, of policy: NetworkPolicy, _ kinds: inout PodKinds, _ index: EndIndex
  ) -> Int? {
    guard let block = peer.ipBlock else { return kinds.ends(peer, of: policy.id.namespace) }
    guard let cidr = block.cidr.cidr?.masked, cidr.family == index.family else { return nil }
    var excluded: Set<Int> = []
    for except in block.except.compactMap({ $0.cidr?.masked }) where except.family == index.family {
      excluded.formUnion(index.ends(in: except))
    }
    return kinds.add(index.ends(in: cidr).filter { !excluded.contains($0) }.map { Int32($0) })
  }

  private static func rule(_ ports: [PolicyPort], peers: [Int]?) -> Rule {
    guard !ports.isEmpty else { return Rule(peers: peers, traffic: .all, names: []) }
    var rule = Rule(peers: peers, traffic: .empty, names: [])
    for port in ports {
      switch port.port {
      case nil: rule.traffic = rule.traffic.union(TrafficSet(port.ipProtocol))
      case .number(let first):
        guard let lower = UInt16(exactly: first) else { continue }
        let upper = UInt16(clamping: port.endPort ?? first)
        rule.traffic = rule.traffic.union(TrafficSet(port.ipProtocol, PortSet([PortRange(lower, upper)])))
      case .name(let name): rule.names.append(NamedPorts.Key(name: name, ipProtocol: port.ipProtocol))
      }
    }
    return rule
  }
}
