public import Traffic

/// Who can reach whom, on what: for every ordered pair of ends exactly the traffic that may begin.
///
/// Ends that nothing tells apart share a class. What passes between two ends depends on their classes and on whether they
/// are on one node; an end always reaches itself. Memory is O(classes × distinct rows), never O(ends²).
public struct Reachability: Sendable {
  /// The ends.
  public let index: EndIndex
  /// The class of each end.
  public let classOf: [Int32]
  /// The ends of each class, ascending.
  public let members: [[Int32]]
  /// The stages of decisions.
  let tables: [DecisionTable]
  let outcomes: [Outcome]
  /// The stages that must all let a connection between two nodes pass.
  let crossing: [Int]
  /// The stages that must all let a connection within one node pass.
  let staying: [Int]

  /// A reachability out of its parts; `crossing` and `staying` are indices of `tables`, each of which may send traffic
  /// on to tables behind it, without loops.
  public init(
    _ index: EndIndex, classOf: [Int32], tables: [DecisionTable], outcomes: [Outcome],
    stages: (crossing: [Int], staying: [Int])
  ) {
    self.index = index
    self.classOf = classOf
    self.tables = tables
    self.outcomes = outcomes
    (crossing, staying) = stages
    var members: [[Int32]] = Array(repeating: [], count: (classOf.max().map(Int.init) ?? -1) + 1)
    for (end, number) in classOf.enumerated() { members[Int(number)].append(Int32(end)) }
    self.members = members
  }

  /// The ends.
  public var ends: [End] { index.ends }
  /// How many classes there are.
  public var classCount: Int { members.count }

  /// Whether two ends are on one node.
  public func isSameNode(_ left: Int, _ right: Int) -> Bool {
    guard let node = ends[left].node else { return false }
    return node == ends[right].node
  }

  /// What may begin from one end to another; for many pairs a `ReachabilityReader` is faster.
  public func allowed(from source: Int, to target: Int) -> TrafficSet {
    if source == target { return .all }
    return allowed(
      fromClass: Int(classOf[source]), toClass: Int(classOf[target]), isSameNode: isSameNode(source, target))
  }

  /// What may begin from the ends of one class to those of another, themselves excepted.
  public func allowed(fromClass source: Int, toClass target: Int, isSameNode: Bool) -> TrafficSet {
    var result = TrafficSet.all
    for stage in isSameNode ? staying : crossing {
      result = result.intersection(allowed(stage, source, target))
      if result.isEmpty { break }
    }
    return result
  }

  /// The outcome of a stage for a pair of classes.
  func outcome(_ stage: Int, _ source: Int, _ target: Int) -> Int {
    let isMajor = tables[stage].side == .source
    let row = tables[stage].rowOf[isMajor ? source : target]
    return Int(tables[stage].rows[Int(row)][isMajor ? target : source])
  }

  private func allowed(_ stage: Int, _ source: Int, _ target: Int) -> TrafficSet {
    let outcome = outcomes[outcome(stage, source, target)]
    var result = outcome.allowed
    for onward in outcome.onward {
      result = result.union(onward.traffic.intersection(allowed(onward.table, source, target)))
    }
    return result
  }
}
