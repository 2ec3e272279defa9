internal import Backend
internal import Reachability
internal import Traffic

/// Finds every connection on which contenders differ, exactly, group by group.
struct DifferenceFinder: Sendable {
  /// Targets on which a source differs in one way.
  private struct Reach: Hashable, Sendable {
    var sourceKind: ClassStages.Kind
    var split: TrafficSplit
    var scope: Difference.Scope
    var targets: [Int]
  }

  private let ends: [JointEnd]
  private let sources: EndGroups
  private let targets: EndGroups
  private var readers: [PooledReader]
  /// For each contender, that two ends are on one node, or are not.
  private let (together, elsewhere): ([Bool], [Bool])
  /// Traffic of all contenders under one numbering.
  private var pool = TrafficPool()
  private var splits: [[TrafficPool.ID]: [TrafficSplit]] = [:]

  init(_ ends: [JointEnd], _ contenders: [Contender]) {
    self.ends = ends
    sources = EndGroups(ends, contenders, .source)
    targets = EndGroups(ends, contenders, .destination)
    readers = contenders.map { PooledReader($0.reachability) }
    together = contenders.map { _ in true }
    elsewhere = contenders.map { _ in false }
  }

  /// The differences, folded into rectangles: sources that differ alike are together.
  mutating func differences() -> [Difference] {
    var folded: [Reach: [Int]] = [:]
    var order: [Reach] = []
    let count = sources.members.count
    let runs = (0..<32).map { (count * $0 / 32)..<(count * ($0 + 1) / 32) }.filter { !$0.isEmpty }
    for part in runs.concurrentMap({ [self] in part(from: $0) }) {
      var numbers: [TrafficPool.ID: TrafficPool.ID] = [:]
      for (source, var reach) in part.reaches {
        let own = reach.split.traffic
        reach.split.traffic = numbers[own] ?? pool.number(of: part.pool[own])
        numbers[own] = reach.split.traffic
        if folded[reach] == nil { order.append(reach) }
        folded[reach, default: []].append(source)
      }
    }
    return order.compactMap { reach in difference(folded[reach] ?? [], reach) }
  }

  /// What differs from some of the sources, in order, with the traffic under the numbers of a pool of its own.
  private func part(from run: Range<Int>) -> (reaches: [(source: Int, reach: Reach)], pool: TrafficPool) {
    var finder = self
    var found: [(Int, Reach)] = []
    for source in run { found += finder.reaches(from: source).map { (source, $0) } }
    return (found, finder.pool)
  }

  private mutating func reaches(from source: Int) -> [Reach] {
    let kind = sources.kinds[source]
    var found: [Reach: [Int]] = [:]
    var order: [Reach] = []
    for target in targets.members.indices where kind != .outside || targets.kinds[target] != .outside {
      for (split, scope) in differences(source, target) {
        // Targets of one kind together: the causes are others for pods than for nodes and the outside.
        let key = Reach(sourceKind: kind, split: split, scope: scope, targets: [Int(targets.kinds[target].rawValue)])
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
    if let isSameNode = sources.placements[source].isSameNode(targets.placements[target], readers.count) {
      let moved = splits(source, target, isSameNode: isSameNode)
      return moved.isEmpty || pair(source, target, .all) == nil ? [] : moved.map { ($0, .all) }
    }
    let far = splits(source, target, isSameNode: elsewhere)
    let near = splits(source, target, isSameNode: together)
    if far.isEmpty && near.isEmpty { return [] }
    if far == near { return pair(source, target, .all) == nil ? [] : far.map { ($0, .all) } }
    let hasFar = pair(source, target, .otherNodes) != nil
    let hasNear = pair(source, target, .sameNode) != nil
    var found: [(TrafficSplit, Difference.Scope)] = []
    if hasFar { found += far.map { ($0, hasNear ? .otherNodes : .all) } }
    if hasNear { found += near.map { ($0, hasFar ? .sameNode : .all) } }
    return found
  }

  private mutating func splits(_ source: Int, _ target: Int, isSameNode: [Bool]) -> [TrafficSplit] {
    var ids: [TrafficPool.ID] = []
    ids.reserveCapacity(readers.count)
    for index in readers.indices {
      let id = readers[index].traffic(
        fromClass: sources.classes[source][index], toClass: targets.classes[target][index],
        isSameNode: isSameNode[index], in: &pool)
      ids.append(id)
    }
    if ids.allSatisfy({ $0 == ids[0] }) { return [] }
    if let known = splits[ids] { return known }
    let made = TrafficSplit.splits(ids, in: &pool)
    splits[ids] = made
    return made
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
