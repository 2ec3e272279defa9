internal import Netfilter
internal import PolicyModel

/// What all endpoints of a class share: the rules of their chains, and the chains that those lead to.
struct EndpointChains {
  /// The shared part of one class.
  struct Part {
    var ingress: [RuleTemplate]
    var egress: [RuleTemplate]
    /// The chains of its groups of policies, by their places.
    var groups: [Int]
    /// Its profiles, by their places.
    var profiles: [Int]
  }

  /// For each class its part.
  let parts: [Part]
  /// The chains of groups, each once, by name.
  let groupChains: [Chain]
  /// For each profile, by name, its chain for ingress and for egress.
  let profileChains: [(ingress: Chain, egress: Chain)]
  let renderer: EndpointRenderer

  init(
    policies: [CompiledPolicy], membership: PolicyMembership, table: EndpointTable, cluster: Cluster, marks: Marks
  ) {
    renderer = EndpointRenderer(marks: marks, policies: policies)
    let profiles = ProfileTable(table.classes, cluster: cluster)
    var groups = GroupTable(policies: policies, marks: marks)
    var parts: [Part] = []
    parts.reserveCapacity(table.classes.count)
    for number in table.classes.indices {
      let ingress = groups.groups(of: membership.policiesOfClass[number], .ingress)
      let egress = groups.groups(of: membership.policiesOfClass[number], .egress)
      let names = profiles.ofClass[number].map { profiles.names[$0] }
      parts.append(
        Part(
          ingress: renderer.templates(.ingress, groups: ingress.groups, profiles: names),
          egress: renderer.templates(.egress, groups: egress.groups, profiles: names),
          groups: ingress.chains + egress.chains, profiles: profiles.ofClass[number]))
    }
    self.parts = parts
    groupChains = groups.chains
    profileChains = profiles.names.map { name in
      (Profile.rules(name, .ingress, marks: marks), Profile.rules(name, .egress, marks: marks))
    }
  }
}

/// The profiles of a cluster's endpoints.
private struct ProfileTable {
  private(set) var names: [String] = []
  /// For each class its profiles by their places in `names`, in the order in which they are asked.
  private(set) var ofClass: [[Int]] = []

  init(_ classes: [EndpointTraits], cluster: Cluster) {
    var places: [String: Int] = [:]
    for traits in classes {
      let namespace = cluster.text(traits.namespace)
      var profiles = [Profile.namespace(namespace)]
      if let account = traits.serviceAccount {
        profiles.append(Profile.account(cluster.text(account), in: namespace))
      }
      ofClass.append(
        profiles.map { name in
          if let place = places[name] { return place }
          places[name] = names.count
          names.append(name)
          return names.count - 1
        })
    }
  }
}

/// The groups of policies with chains of their own, each once.
private struct GroupTable {
  private(set) var chains: [Chain] = []
  private let policies: [CompiledPolicy]
  private let marks: Marks
  private var places: [ChainName: Int] = [:]

  init(policies: [CompiledPolicy], marks: Marks) { (self.policies, self.marks) = (policies, marks) }

  /// The groups of the policies that govern a direction, and the places of their chains.
  mutating func groups(of selected: [Int], _ direction: Origin.Direction) -> (groups: [PolicyGroup], chains: [Int]) {
    let governing = selected.filter { policies[$0].governs(direction) }
    let groups = PolicyGroup.groups(of: governing, direction) { policies[$0].selectorNumber }
    return (groups, groups.filter { $0.policies.count > 1 }.map { place(of: $0) })
  }

  private mutating func place(of group: PolicyGroup) -> Int {
    let name = group.chain(of: policies)
    if let place = places[name] { return place }
    places[name] = chains.count
    chains.append(RuleSeal.chain(name, group.rules(of: policies, marks: marks)))
    return chains.count - 1
  }
}
