internal import Backend
internal import PolicyModel
public import Reachability
public import Traffic

extension Specification {
  /// Every connection of an address family that the policies let begin.
  public func reachability(_ family: AddressFamily) -> Reachability {
    let reading = PolicyReading(cluster, inside: book.ends(family), family: family)
    var tables = SpecificationTables(reading)
    let egress = tables.addTable(.egress)
    let ingress = tables.addTable(.ingress)
    let stages = tables.kinds.map { kind in
      var stages = ClassStages(kind)
      guard kind == .pod else { return stages }
      (stages.leaving, stages.leavingToNeighbour) = (egress, egress)
      (stages.arriving, stages.arrivingFromNeighbour) = (ingress, ingress)
      return stages
    }
    return Reachability(reading.index, classOf: tables.partition.classOf, stages: stages, store: tables.store)
  }
}

/// Makes the two stages of the specification: what a pod's policies let out, and what they let in.
struct SpecificationTables {
  /// What makes two classes have the same row.
  private struct RowKey: Hashable {
    var policies: [Int32]
    var names: [TrafficPool.ID]
  }

  /// A rule on classes.
  private struct Rule {
    var peers: ClassSet?
    var traffic: TrafficPool.ID
    var names: [NamedPorts.Key]
  }

  /// What a name stands for in some classes.
  private struct PortGroup {
    var traffic: TrafficPool.ID
    var classes: ClassSet
  }

  let partition: EndPartition
  let kinds: [ClassStages.Kind]
  private(set) var store = DecisionStore()
  private let reading: PolicyReading
  private var groups: [NamedPorts.Key: [PortGroup]] = [:]

  init(_ reading: PolicyReading) {
    self.reading = reading
    partition = EndPartition(reading)
    var kinds: [ClassStages.Kind] = Array(repeating: .outside, count: Int(partition.count))
    for (end, number) in partition.classOf.enumerated() {
      kinds[Int(number)] = ClassStages.Kind(reading.index.ends[end])
    }
    self.kinds = kinds
    for (key, found) in reading.ports.groups {
      groups[key] = found.map { group in
        PortGroup(traffic: store.traffic.number(of: group.traffic), classes: partition.classes(group.ends))
      }
    }
  }

  /// Adds the stage of a direction.
  mutating func addTable(_ direction: NetworkPolicy.Direction) -> Int32 {
    let table = store.beginTable(side: direction == .egress ? .source : .destination)
    var policiesOf: [[Int32]] = Array(repeating: [], count: kinds.count)
    for (number, policy) in reading.policies.enumerated() where policy.directions[direction] != nil {
      partition.lists[policy.subjects].forEach { policiesOf[$0].append(Int32(number)) }
    }
    var rules: [Int32: [Rule]] = [:]
    var known: [RowKey: Int] = [:]
    for (index, policies) in policiesOf.enumerated() {
      for number in policies where rules[number] == nil {
        rules[number] = reading.policies[Int(number)].directions[direction]?.map { rule($0) }
      }
      let mine = policies.flatMap { rules[$0] ?? [] }
      let names = direction == .ingress ? mine.flatMap(\.names).map { traffic(of: $0, index) } : []
      let key = RowKey(policies: policies, names: names)
      if let earlier = known[key] {
        store.repeatRow(ofClass: earlier, in: table)
        continue
      }
      known[key] = index
      store.addRow(row(mine, isIsolated: !policies.isEmpty, direction, index), to: table)
    }
    return table
  }

  private mutating func row(
    _ rules: [Rule], isIsolated: Bool, _ direction: NetworkPolicy.Direction, _ index: Int
  ) -> DecisionDraft {
    let everybody = ClassSet(first: kinds.count)
    var draft = DecisionDraft(classCount: kinds.count)
    guard isIsolated else {
      draft.allow(TrafficPool.everything, for: everybody, in: &store.traffic)
      return draft
    }
    for rule in rules {
      let peers = rule.peers ?? everybody
      if rule.traffic != TrafficPool.nothing { draft.allow(rule.traffic, for: peers, in: &store.traffic) }
      for name in rule.names {
        if direction == .ingress {
          draft.allow(traffic(of: name, index), for: peers, in: &store.traffic)
          continue
        }
        for group in groups[name] ?? [] {
          guard let classes = peers.intersection(group.classes) else { continue }
          draft.allow(group.traffic, for: classes, in: &store.traffic)
        }
      }
    }
    return draft
  }

  private mutating func rule(_ rule: PolicyReading.Rule) -> Rule {
    var peers: ClassSet?
    if let lists = rule.peers {
      var classes = ClassSet(capacity: kinds.count)
      for list in lists { classes.formUnion(partition.lists[list]) }
      peers = classes
    }
    return Rule(peers: peers, traffic: store.traffic.number(of: rule.traffic), names: rule.names)
  }

  private func traffic(of name: NamedPorts.Key, _ index: Int) -> TrafficPool.ID {
    groups[name]?.first { $0.classes.contains(index) }?.traffic ?? TrafficPool.nothing
  }
}
