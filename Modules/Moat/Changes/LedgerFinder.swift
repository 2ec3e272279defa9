internal import Backend
internal import History
internal import Reachability
internal import Traffic

/// Finds the changes group by group.
struct LedgerFinder {
  /// Destinations to which a source's connections changed in one way.
  private struct Reach: Hashable {
    var isOpened: Bool
    var scope: ConnectionChange.Scope
    var traffic: TrafficPool.ID
    var presence: ConnectionLedger.Presence
    var targets: [Int]
  }

  let old: Situation?
  let new: Situation
  let parties: [JointParty]
  private let sources: [PartyGroups.Group]
  private let targets: [PartyGroups.Group]
  private var before: PooledReader?
  private var after: PooledReader
  private var pool = TrafficPool()
  private(set) var fingerprint: Fingerprint

  init(_ old: Situation?, _ new: Situation) {
    (self.old, self.new) = (old, new)
    parties = JointParties(old, new).parties
    sources = PartyGroups(parties, old?.reachability, new.reachability, .source).groups
    targets = PartyGroups(parties, old?.reachability, new.reachability, .destination).groups
    before = old.map { PooledReader($0.reachability) }
    after = PooledReader(new.reachability)
    fingerprint = Fingerprint(parties.map(\.name), sources.map(\.parties), targets.map(\.parties))
  }

  mutating func entries() -> [ConnectionLedger.Entry] {
    var folded: [Reach: [Int]] = [:]
    var order: [Reach] = []
    for source in sources.indices {
      for reach in reaches(from: source) {
        if folded[reach] == nil { order.append(reach) }
        folded[reach, default: []].append(source)
      }
    }
    let entries = order.map { entry(folded[$0] ?? [], $0) }
    return entries.enumerated().sorted { left, right in
      let key = { (entry: ConnectionLedger.Entry) in (entry.presence, entry.change.isOpened ? 0 : 1) }
      return (key(left.element).0, key(left.element).1, left.offset) < (
        key(right.element).0, key(right.element).1, right.offset
      )
    }.map(\.element)
  }

  private mutating func reaches(from source: Int) -> [Reach] {
    var found: [Reach: [Int]] = [:]
    var order: [Reach] = []
    for target in targets.indices where !(sources[source].isOutside && targets[target].isOutside) {
      for reach in changes(source, target) {
        if found[reach] == nil { order.append(reach) }
        found[reach, default: []].append(target)
      }
    }
    return order.map { reach in
      var whole = reach
      whole.targets = found[reach] ?? []
      return whole
    }
  }

  /// How a pair of groups changed.
  private mutating func changes(_ source: Int, _ target: Int) -> [Reach] {
    let (left, right) = (sources[source], targets[target])
    let far = (old: traffic(before: left, right, false), new: traffic(after: left, right, false))
    let near = (old: traffic(before: left, right, true), new: traffic(after: left, right, true))
    fingerprint.add(source, target, far: pool[far.new], near: pool[near.new], ids: (far.new, near.new))
    if far.old == far.new && near.old == near.new { return [] }
    if left.parties == right.parties, left.parties.count == 1, isSingle(left.parties[0]) { return [] }
    let wasThere = !left.old.isEmpty && !right.old.isEmpty
    let isThere = !left.new.isEmpty && !right.new.isEmpty
    let presence: ConnectionLedger.Presence = wasThere && isThere ? .lasting : isThere ? .new : .gone
    let isMixed = near.old != far.old || near.new != far.new
    let hasNear = isMixed && !left.nodes.isDisjoint(with: right.nodes)
    let hasFar = !isMixed || left.isOutside || right.isOutside || left.nodes.union(right.nodes).count > 1
    var found: [Reach] = []
    let add = {
      (pair: (old: TrafficPool.ID, new: TrafficPool.ID), scope: ConnectionChange.Scope, pool: inout TrafficPool) in
      for (isOpened, part) in [
        (true, pool.subtraction(pair.new, pair.old)), (false, pool.subtraction(pair.old, pair.new)),
      ] where part != TrafficPool.nothing {
        found.append(Reach(isOpened: isOpened, scope: scope, traffic: part, presence: presence, targets: []))
      }
    }
    if hasFar { add(far, hasNear ? .otherNodes : .all, &pool) }
    if hasNear { add(near, hasFar ? .sameNode : .all, &pool) }
    return found
  }

  private mutating func traffic(before left: PartyGroups.Group, _ right: PartyGroups.Group, _ isNear: Bool)
    -> TrafficPool.ID
  {
    before?.traffic(left.old, right.old, isSameNode: isNear, in: &pool) ?? TrafficPool.nothing
  }

  private mutating func traffic(after left: PartyGroups.Group, _ right: PartyGroups.Group, _ isNear: Bool)
    -> TrafficPool.ID
  {
    after.traffic(left.new, right.new, isSameNode: isNear, in: &pool)
  }

  /// Whether a party is one end only, which always reaches itself.
  private func isSingle(_ party: Int) -> Bool { parties[party].old.count <= 1 && parties[party].new.count <= 1 }

  private func entry(_ groups: [Int], _ reach: Reach) -> ConnectionLedger.Entry {
    var from = groups.flatMap { sources[$0].parties }.sorted()
    var to = reach.targets.flatMap { targets[$0].parties }.sorted()
    // A party of one end always reaches itself: nothing opens or closes there.
    if to.count == 1, from.count > 1, isSingle(to[0]) { from.removeAll { $0 == to[0] } }
    if from.count == 1, to.count > 1, isSingle(from[0]) { to.removeAll { $0 == from[0] } }
    let change = ConnectionChange(
      isOpened: reach.isOpened, from: from.map { parties[$0].name }, to: to.map { parties[$0].name },
      pool[reach.traffic], scope: reach.scope)
    return ConnectionLedger.Entry(
      change: change, presence: reach.presence, witness: witness(from, to, change, reach.presence))
  }
}

/// Reads a reachability into a pool that it shares with another.
struct PooledReader {
  private var reader: ReachabilityReader
  private var numbers: [TrafficPool.ID: TrafficPool.ID] = [:]

  init(_ reachability: Reachability) { reader = ReachabilityReader(reachability) }

  /// What may begin from an end of some classes to one of others; nothing where one side has none.
  mutating func traffic(
    _ sources: [Int], _ targets: [Int], isSameNode: Bool, in pool: inout TrafficPool
  ) -> TrafficPool.ID {
    var result = TrafficPool.nothing
    for source in sources {
      for target in targets {
        let own = reader.traffic(fromClass: source, toClass: target, isSameNode: isSameNode)
        result = pool.union(result, number(of: own, in: &pool))
      }
    }
    return result
  }

  private mutating func number(of own: TrafficPool.ID, in pool: inout TrafficPool) -> TrafficPool.ID {
    if own <= TrafficPool.nothing { return own }
    if let known = numbers[own] { return known }
    let number = pool.number(of: reader.pool[own])
    numbers[own] = number
    return number
  }
}
