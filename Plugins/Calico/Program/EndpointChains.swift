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
    renderer = EndpointRenderer(marks: marks)
    let profiles = ProfileTable(table.classes, cluster: cluster)
    let asking = { [renderer] (direction: Origin.Direction) in
      profiles.names.map { renderer.templates(ofProfile: $0, direction) }
    }
    let (entering, leaving) = (asking(.ingress), asking(.egress))
    var groups = GroupTable(policies: policies, marks: marks, renderer: renderer)
    var parts: [Part] = []
    parts.reserveCapacity(table.classes.count)
    for (number, own) in profiles.ofClass.enumerated() {
      let ingress = groups.groups(of: membership.policiesOfClass[number], .ingress)
      let egress = groups.groups(of: membership.policiesOfClass[number], .egress)
      parts.append(
        Part(
          ingress: renderer.templates(.ingress, groups: ingress.map(\.asking), profiles: own.map { entering[$0] }),
          egress: renderer.templates(.egress, groups: egress.map(\.asking), profiles: own.map { leaving[$0] }),
          groups: (ingress + egress).compactMap(\.place), profiles: own))
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

/// The groups of policies, each once.
private struct GroupTable {
  /// A run of policies with one selector.
  private struct Run: Hashable {
    var policies: [Int]
    var direction: Origin.Direction
  }

  /// What endpoints need of a group.
  struct Group {
    /// The rules that ask it.
    var asking: [RuleTemplate]
    /// The place of its chain, if it has one of its own.
    var place: Int?
  }

  /// The chains of those that have their own.
  private(set) var chains: [Chain] = []
  private let policies: [CompiledPolicy]
  private let marks: Marks
  private let renderer: EndpointRenderer
  private var known: [Run: Group] = [:]

  init(policies: [CompiledPolicy], marks: Marks, renderer: EndpointRenderer) {
    (self.policies, self.marks, self.renderer) = (policies, marks, renderer)
  }

  /// The groups of the policies that govern a direction.
  mutating func groups(of selected: [Int], _ direction: Origin.Direction) -> [Group] {
    let governing = selected.filter { policies[$0].governs(direction) }
    return PolicyGroup.cut(governing, of: policies).map { group(of: Run(policies: $0, direction: direction)) }
  }

  private mutating func group(of run: Run) -> Group {
    if let group = known[run] { return group }
    let group = PolicyGroup(run.policies, run.direction, of: policies)
    var made = Group(asking: renderer.templates(of: group, policies))
    if !group.isInlined {
      made.place = chains.count
      chains.append(RuleSeal.chain(group.chain, group.rules(of: policies, marks: marks)))
    }
    known[run] = made
    return made
  }
}
