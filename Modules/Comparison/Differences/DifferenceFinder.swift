internal import Reachability
internal import Traffic

/// Finds every connection on which contenders differ, exactly, group by group.
struct DifferenceFinder {
  /// Targets on which a source differs in one way.
  private struct Reach: Hashable {
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
    var found: [TrafficSplit: [Difference.Scope: [Int]]] = [:]
    var order: [TrafficSplit] = []
    for target in targets.members.indices where !(sources.isOutside[source] && targets.isOutside[target]) {
      for (split, scope) in differences(source, target) {
        if found[split] == nil { order.append(split) }
        found[split, default: [:]][scope, default: []].append(target)
      }
    }
    return order.flatMap { split in
      let scopes = found[split] ?? [:]
      return scopes.keys.sorted { $0.rawValue < $1.rawValue }.map { scope in
        Reach(split: split, scope: scope, targets: scopes[scope] ?? [])
      }
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

  /// A pair of different ends of two groups in a scope; `nil` if there is none.
  private func pair(_ source: Int, _ target: Int, _ scope: Difference.Scope) -> (Int, Int)? {
    for left in sources.members[source] {
      for right in targets.members[target] where left != right {
        let isSame = ends[left].nodes.last == ends[right].nodes.last && ends[left].nodes.last != .some(nil)
        if scope == .all || (scope == .sameNode) == isSame { return (left, right) }
      }
    }
    return nil
  }

  private func difference(_ groups: [Int], _ reach: Reach) -> Difference? {
    for source in groups {
      for target in reach.targets {
        guard let (left, right) = pair(source, target, reach.scope),
          let (ipProtocol, port) = pool[reach.split.traffic].sample
        else { continue }
        return Difference(
          sources: groups.flatMap { sources.members[$0] }.sorted(),
          targets: reach.targets.flatMap { targets.members[$0] }.sorted(), scope: reach.scope,
          traffic: pool[reach.split.traffic], isAllowed: reach.split.isAllowed,
          witness: Witness(source: left, target: right, ipProtocol: ipProtocol, port: port))
      }
    }
    return nil
  }
}

extension TrafficSet {
  /// A packet of it: TCP if there is some, then UDP, SCTP, ICMP; ports that people use before others.
  fileprivate var sample: (IPProtocol, UInt16)? {
    for ipProtocol in [IPProtocol.tcp, .udp, .sctp] {
      let ports = ports(of: ipProtocol)
      guard let first = ports.ranges.first else { continue }
      let known: [UInt16] = [80, 443, 53, 8080]
      return (ipProtocol, known.first { ports.contains($0) } ?? (first.lower == 0 && first.upper > 0 ? 1 : first.lower))
    }
    let echo: [(IPProtocol, UInt16)] = [(.icmp, 8 << 8), (.icmpv6, 128 << 8)]
    if let found = echo.first(where: { contains($0, port: $1) }) { return found }
    for number in UInt8.min...UInt8.max {
      let ipProtocol = IPProtocol(rawValue: number)
      if let first = ports(of: ipProtocol).ranges.first { return (ipProtocol, first.lower) }
    }
    return nil
  }
}
