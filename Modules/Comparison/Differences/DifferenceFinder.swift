internal import Reachability
internal import Traffic

/// Finds every connection on which contenders differ, exactly, group by group.
struct DifferenceFinder {
  /// Targets on which a source differs in one way.
  private struct Reach: Hashable {
    var sourceKind: EndGroups.Kind
    var split: TrafficSplit
    var scope: Difference.Scope
    var targets: [Int]
  }

  private let ends: [JointEnd]
  private let sources: EndGroups
  private let targets: EndGroups
  private var readers: [ReachabilityReader]
  /// Traffic of all contenders under one numbering.
  private var pool = TrafficPool()
  private var numbers: [[TrafficPool.ID: TrafficPool.ID]]
  private var splits: [[TrafficPool.ID]: [TrafficSplit]] = [:]

  init(_ ends: [JointEnd], _ contenders: [Contender]) {
    self.ends = ends
    sources = EndGroups(ends, contenders, .source)
    targets = EndGroups(ends, contenders, .destination)
    readers = contenders.map { ReachabilityReader($0.reachability) }
    numbers = Array(repeating: [:], count: contenders.count)
  }

  /// The differences, folded into rectangles: sources that differ alike are together.
  mutating func differences() -> [Difference] {
    var folded: [Reach: [Int]] = [:]
    var order: [Reach] = []
    for source in sources.members.indices {
      for reach in reaches(from: source) {
        if folded[reach] == nil { order.append(reach) }
        folded[reach, default: []].append(source)
      }
    }
    return order.compactMap { reach in difference(folded[reach] ?? [], reach) }
  }

  private mutating func reaches(from source: Int) -> [Reach] {
    let kind = sources.kinds[source]
    var found: [Reach: [Int]] = [:]
    var order: [Reach] = []
    for target in targets.members.indices where kind != .outside || targets.kinds[target] != .outside {
      for (split, scope) in differences(source, target) {
        // Targets of one kind together: the causes are others for pods than for nodes and the outside.
        let key = Reach(sourceKind: kind, split: split, scope: scope, targets: [targets.kinds[target].rawValue])
        if found[key] == nil { order.append(key) }
        found[key, default: []].append(target)
      }
    }
    return order.map { key in
      Reach(sourceKind: kind, split: key.split, scope: key.scope, targets: found[key] ?? [])
    }
  }

  /// How a pair of groups differs; nothing where it has no pair of different ends in a scope.
  private mutating func differences(_ source: Int, _ target: Int) -> [(TrafficSplit, Difference.Scope)] {
    let far = splits(source, target, isSameNode: false)
    let near = splits(source, target, isSameNode: true)
    if far.isEmpty && near.isEmpty { return [] }
    if far == near { return pair(source, target, .all) == nil ? [] : far.map { ($0, .all) } }
    let hasFar = pair(source, target, .otherNodes) != nil
    let hasNear = pair(source, target, .sameNode) != nil
    var found: [(TrafficSplit, Difference.Scope)] = []
    if hasFar { found += far.map { ($0, hasNear ? .otherNodes : .all) } }
    if hasNear { found += near.map { ($0, hasFar ? .sameNode : .all) } }
    return found
  }

  private mutating func splits(_ source: Int, _ target: Int, isSameNode: Bool) -> [TrafficSplit] {
    var ids: [TrafficPool.ID] = []
    ids.reserveCapacity(readers.count)
    for index in readers.indices {
      let id = readers[index].traffic(
        fromClass: sources.classes[source][index], toClass: targets.classes[target][index], isSameNode: isSameNode)
      ids.append(number(of: id, from: index))
    }
    if ids.allSatisfy({ $0 == ids[0] }) { return [] }
    if let known = splits[ids] { return known }
    let made = TrafficSplit.splits(ids, in: &pool)
    splits[ids] = made
    return made
  }

  private mutating func number(of id: TrafficPool.ID, from index: Int) -> TrafficPool.ID {
    if id <= TrafficPool.nothing { return id }
    if let known = numbers[index][id] { return known }
    let number = pool.number(of: readers[index].pool[id])
    numbers[index][id] = number
    return number
  }

  private func pair(_ source: Int, _ target: Int, _ scope: Difference.Scope) -> (Int, Int)? {
    ends.pair(sources.members[source], targets.members[target], scope)
  }

  private func difference(_ groups: [Int], _ reach: Reach) -> Difference? {
    for source in groups {
      for target in reach.targets {
        guard let (left, right) = pair(source, target, reach.scope),
          let (ipProtocol, port) = pool[reach.split.traffic].sample
        else { continue }
        return Difference(
          sourceGroups: groups.map { sources.members[$0] }, targetGroups: reach.targets.map { targets.members[$0] },
          scope: reach.scope, traffic: pool[reach.split.traffic], isAllowed: reach.split.isAllowed,
          witness: Witness(source: left, target: right, ipProtocol: ipProtocol, port: port))
      }
    }
    return nil
  }
}
