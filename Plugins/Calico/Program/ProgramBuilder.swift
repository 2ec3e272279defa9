internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Simulation
internal import Traffic

/// The programs of all nodes: what they share is made once, then each node's part.
struct ProgramBuilder {
  let cluster: Cluster
  let version: Calico.Version
  let settings: CalicoSettings

  func build() -> NetfilterDataplane {
    let intake = PolicyIntake(cluster, version)
    let table = EndpointTable(cluster, interfacePrefix: settings.interfacePrefixes[0])
    var index = LabelIndex(table.classes, cluster: cluster)
    let membership = PolicyMembership(
      intake.policies, classCount: table.classes.count, setCount: intake.catalog.entries.count
    ) { index.classes($0) }
    let classes = intake.catalog.entries.enumerated().map { place, entry in
      membership.usedSets.contains(place) ? index.classes(entry.selector) : nil
    }
    let endpoints = EndpointChains(
      policies: intake.policies, membership: membership, table: table, cluster: cluster, marks: settings.marks)
    let families = families.map { family in
      let members = SetMembers(
        table, cluster: cluster, family: family, leavesOutContained: settings.nftablesMode == .auto)
      let sets = zip(intake.catalog.entries, classes).map { entry, classes in
        classes.map { entry.set(family, members: members.members($0, port: entry.port)) }
      }
      return FamilyParts(family, intake: intake, membership: membership, settings: settings, sets: sets)
    }
    let nodes = NodeBuilder(
      cluster: cluster, policies: intake.policies, table: table, membership: membership, endpoints: endpoints,
      families: families, hooks: StaticChains(settings: settings).hooks)
    return NetfilterDataplane(
      cluster: cluster, programs: nodes.programs(), refusals: intake.refusals,
      tools: RestoreText.tools(settings, resources: intake.resources))
  }

  /// IPv4, and IPv6 where it is supported.
  private var families: [AddressFamily] {
    let hasIPv6 =
      switch settings.ipv6Support {
      case .on: true
      case .off: false
      case .auto:
        cluster.pods.contains { $0.ipv6 != nil } || cluster.nodes.contains { $0.addresses.contains { $0.v6 != nil } }
      }
    return hasIPv6 ? [.ipv4, .ipv6] : [.ipv4]
  }
}
