public import Traffic

/// Who can reach whom, on what: for every ordered pair of ends exactly the traffic that may begin.
///
/// Ends that nothing tells apart share a class. What passes between two ends depends on their classes and on whether they
/// are on one node; an end always reaches itself. Memory is O(classes + distinct rows), never O(ends²).
public struct Reachability: Sendable {
  /// The ends.
  public let index: EndIndex
  /// The class of each end.
  public let classOf: [Int32]
  /// The ends of each class, ascending.
  public let members: [[Int32]]
  /// What is asked of each class.
  let stages: [ClassStages]
  let store: DecisionStore

  /// A reachability out of its parts: a class for each end, the stages for each class. A stage may send traffic on to
  /// other stages, without loops.
  public init(_ index: EndIndex, classOf: [Int32], stages: [ClassStages], store: DecisionStore) {
    self.index = index
    self.classOf = classOf
    self.stages = stages
    self.store = store
    var members: [[Int32]] = Array(repeating: [], count: stages.count)
    for (end, number) in classOf.enumerated() { members[Int(number)].append(Int32(end)) }
    self.members = members
  }

  /// The ends.
  public var ends: [End] { index.ends }
  /// How many classes there are.
  public var classCount: Int { members.count }
  /// How many distinct rows of decisions there are, over all stages.
  public var rowCount: Int { store.tables.reduce(0) { $0 + $1.rows.count } }

  /// Whether two ends are on one node.
  public func isSameNode(_ left: Int, _ right: Int) -> Bool {
    guard let node = ends[left].node else { return false }
    return node == ends[right].node
  }

  /// What may begin from one end to another; for many pairs a `ReachabilityReader` is faster.
  public func allowed(from source: Int, to target: Int) -> TrafficSet {
    var reader = ReachabilityReader(self)
    let number = reader.traffic(from: source, to: target)
    return reader.pool[number]
  }

  /// Whether something passes between two nodes that does not within one, or the other way round, for pods.
  ///
  /// Costs O(1) where the same stages decide both, else O(classes of pods²).
  public var dependsOnNodes: Bool {
    let pods = stages.indices.filter { stages[$0].kind == .pod }
    let isSame = pods.allSatisfy { number in
      let stages = stages[number]
      return stages.leaving == stages.leavingToNeighbour
        && (stages.arriving == stages.arrivingFromNeighbour || stages.arriving == stages.leavingToNeighbour)
    }
    if isSame, Set(pods.map { stages[$0].leaving }).count <= 1 { return false }
    var reader = ReachabilityReader(self)
    for source in pods {
      for target in pods {
        let near = reader.traffic(fromClass: source, toClass: target, isSameNode: true)
        if near != reader.traffic(fromClass: source, toClass: target, isSameNode: false) { return true }
      }
    }
    return false
  }

  /// Whether the connection may begin; `true` from an end to itself.
  public func isAllowed(_ ipProtocol: IPProtocol, port: UInt16, from source: Int, to target: Int) -> Bool {
    if source == target { return true }
    let (left, right) = (Int(classOf[source]), Int(classOf[target]))
    let pair = StagePair(from: stages[left], to: stages[right], isSameNode: isSameNode(source, target))
    return allows(pair.first, left, right, ipProtocol, port) && allows(pair.second, left, right, ipProtocol, port)
  }

  private func allows(_ table: Int32, _ source: Int, _ target: Int, _ ipProtocol: IPProtocol, _ port: UInt16) -> Bool {
    guard table >= 0 else { return true }
    let outcome = store.outcomes[store.outcome(Int(table), source, target)]
    if store.traffic[outcome.allowed].contains(ipProtocol, port: port) { return true }
    for onward in outcome.onward where store.traffic[onward.traffic].contains(ipProtocol, port: port) {
      return allows(onward.table, source, target, ipProtocol, port)
    }
    return false
  }
}

extension DecisionStore {
  /// The number of the outcome of a stage for a pair of classes.
  func outcome(_ table: Int, _ source: Int, _ target: Int) -> Int {
    let isMajor = tables[table].side == .source
    let row = Int(tables[table].rowOf[isMajor ? source : target])
    let minor = isMajor ? target : source
    for part in tables[table].rows[row].parts where classSets[Int(part.classes)].contains(minor) {
      return Int(part.outcome)
    }
    return Int(tables[table].rows[row].rest)
  }
}
