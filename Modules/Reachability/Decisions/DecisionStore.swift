/// The rows under construction: what becomes of which classes of the other side, on which traffic.
///
/// What is added must be disjoint: one pair of class and packet has one fate. The rest is denied.
public struct DecisionDraft {
  /// A group of classes with one fate so far.
  struct Group {
    var classes: ClassSet
    var outcome: Outcome
  }

  private(set) var groups: [Group]

  /// Nothing decided for any of `count` classes.
  public init(classCount count: Int) {
    groups = [Group(classes: ClassSet(first: count), outcome: Outcome(allowed: TrafficPool.nothing, onward: []))]
  }

  /// Lets traffic pass to or from some classes.
  public mutating func allow(_ traffic: TrafficPool.ID, for classes: ClassSet, in pool: inout TrafficPool) {
    change(classes) { $0.allowed = pool.union($0.allowed, traffic) }
  }

  /// Leaves traffic to or from some classes to the stage `table`.
  public mutating func pass(
    _ traffic: TrafficPool.ID, for classes: ClassSet, to table: Int32, in pool: inout TrafficPool
  ) {
    change(classes) { outcome in
      if let index = outcome.onward.firstIndex(where: { $0.table == table }) {
        outcome.onward[index].traffic = pool.union(outcome.onward[index].traffic, traffic)
        return
      }
      outcome.onward.append(Outcome.Onward(traffic: traffic, table: table))
      outcome.onward.sort { $0.table < $1.table }
    }
  }

  private mutating func change(_ classes: ClassSet, _ body: (inout Outcome) -> Void) {
    for index in groups.indices {
      guard let inside = groups[index].classes.intersection(classes) else { continue }
      if let outside = groups[index].classes.subtracting(classes) {
        groups[index].classes = outside
        var part = Group(classes: inside, outcome: groups[index].outcome)
        body(&part.outcome)
        groups.append(part)
      } else {
        body(&groups[index].outcome)
      }
    }
  }
}

/// Everything that the stages of a reachability share: sets of traffic, of classes, and outcomes, each once.
public struct DecisionStore: Sendable {
  /// The sets of traffic.
  public var traffic = TrafficPool()
  /// The stages made so far.
  public private(set) var tables: [DecisionTable] = []
  private(set) var outcomes = Numbering<Outcome>()
  private(set) var classSets = Numbering<ClassSet>()

  /// An empty store.
  public init() {}

  /// Begins a stage and gives its number; its rows come by `addRow`, one for each class of `side` in their order.
  public mutating func beginTable(side: Side) -> Int32 {
    tables.append(DecisionTable(side: side))
    return Int32(tables.count - 1)
  }

  /// Adds the row of the next class to a stage.
  public mutating func addRow(_ draft: DecisionDraft, to table: Int32) {
    let row = row(draft)
    tables[Int(table)].rowOf.append(tables[Int(table)].rows.number(of: row))
  }

  /// Adds the row of the next class, which is that of an earlier class of the stage.
  public mutating func repeatRow(ofClass index: Int, in table: Int32) {
    tables[Int(table)].rowOf.append(tables[Int(table)].rowOf[index])
  }

  private mutating func row(_ draft: DecisionDraft) -> DecisionRow {
    var merged: [(outcome: Int32, classes: ClassSet)] = []
    for group in draft.groups {
      let outcome = outcomes.number(of: group.outcome)
      if let index = merged.firstIndex(where: { $0.outcome == outcome }) {
        merged[index].classes.formUnion(group.classes)
      } else {
        merged.append((outcome, group.classes))
      }
    }
    guard merged.count > 1 else { return DecisionRow(parts: [], rest: merged.first?.outcome ?? 0) }
    let sizes = merged.map(\.classes.count)
    let largest = sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
    let rest = merged.remove(at: largest).outcome
    var parts: [DecisionRow.Part] = []
    for part in merged {
      parts.append(DecisionRow.Part(classes: classSets.number(of: part.classes), outcome: part.outcome))
    }
    return DecisionRow(parts: parts.sorted { $0.classes < $1.classes }, rest: rest)
  }
}
