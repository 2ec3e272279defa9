internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Simulation
internal import Traffic

/// Puts the program of each node together.
struct NodeBuilder: Sendable {
  let cluster: Cluster
  let policies: [CompiledPolicy]
  let table: EndpointTable
  let membership: PolicyMembership
  let endpoints: EndpointChains
  let families: [FamilyParts]
  let hooks: [Hook]

  /// What a node's endpoints make of its program in every family.
  private struct LocalPart {
    var chains: [Chain]
    /// The policies that select one of them.
    var policies: Bitset
    /// The sets that these need, in any order.
    var sets: [Int]
  }

  /// A node with what is on it.
  private struct Site: Sendable {
    /// The node, and those without endpoints that have the same addresses.
    var names: [NodeName]
    var addresses: [IPAddress]
    /// Its endpoints, by their places in the table.
    var endpoints: [Int]
  }

  /// The programs of all nodes, one for each family; nodes without endpoints and with the same addresses share them.
  func programs() -> [NodeProgram] {
    sites().concurrentMap { site in
      let part = localPart(site.endpoints)
      return families.map { program(of: site, part, $0) }
    }.flatMap(\.self)
  }

  private func sites() -> [Site] {
    var sites: [Site] = []
    var idle: [[IPAddress]: Int] = [:]
    let addresses = Dictionary(cluster.nodes.map { ($0.name, $0.addresses) }, uniquingKeysWith: { first, _ in first })
    for name in cluster.nodeNames {
      let symbol = cluster.symbols.find(name.text)
      let site = Site(
        names: [name], addresses: symbol.flatMap { addresses[$0] } ?? [],
        endpoints: symbol.flatMap { table.local[$0] } ?? [])
      if site.endpoints.isEmpty {
        let key = Set(site.addresses).sorted()
        if let first = idle[key] {
          sites[first].names.append(name)
          continue
        }
        idle[key] = sites.count
      }
      sites.append(site)
    }
    return sites
  }

  private func localPart(_ local: [Int]) -> LocalPart {
    let dispatch = DispatchRenderer(local.map { table.endpoints[$0].interface })
    var chains = dispatch.chains(.ingress) + dispatch.chains(.egress)
    var selecting = Bitset(bound: policies.count)
    var groups = Bitset(bound: endpoints.groupChains.count)
    var profiles = Bitset(bound: endpoints.profileChains.count)
    for number in local {
      let endpoint = table.endpoints[number]
      let part = endpoints.parts[endpoint.endpointClass]
      chains.append(endpoints.renderer.chain(of: endpoint.interface, .ingress, part.ingress))
      chains.append(endpoints.renderer.chain(of: endpoint.interface, .egress, part.egress))
      for policy in membership.policiesOfClass[endpoint.endpointClass] { selecting.insert(policy) }
      for group in part.groups { groups.insert(group) }
      for profile in part.profiles { profiles.insert(profile) }
    }
    groups.forEach { chains.append(endpoints.groupChains[$0]) }
    profiles.forEach { profile in
      chains.append(endpoints.profileChains[profile].ingress)
      chains.append(endpoints.profileChains[profile].egress)
    }
    var sets = Bitset(bound: families.first?.sets.count ?? 0)
    selecting.forEach { policy in for set in policies[policy].sets { sets.insert(set) } }
    var needed: [Int] = []
    sets.forEach { needed.append($0) }
    return LocalPart(chains: chains, policies: selecting, sets: needed)
  }

  private func program(of site: Site, _ local: LocalPart, _ family: FamilyParts) -> NodeProgram {
    var chains = family.frame + local.chains
    local.policies.forEach { policy in
      if let chain = family.policyChains[policy].ingress { chains.append(chain) }
      if let chain = family.policyChains[policy].egress { chains.append(chain) }
    }
    chains.sort { $0.name < $1.name }
    var sets = family.fixedSets + [family.hostSet(site.addresses)]
    sets += local.sets.compactMap { family.sets[$0] }
    sets.sort { $0.name < $1.name }
    let program = Program(family: family.family, tables: [Table(.filter, chains: chains)], sets: sets)
    return NodeProgram(nodes: site.names, program: program, hooks: hooks)
  }
}
