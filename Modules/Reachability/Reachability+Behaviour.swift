extension Reachability {
  /// For each class, a number that it shares with the classes which no stage tells apart from it on this side: they can
  /// stand for each other there.
  ///
  /// There are far fewer of them than classes. Costs O(classes × sets of classes / 64).
  public func behaviour(_ side: Side) -> [Int32] {
    let own = store.tables.filter { $0.side == side }
    var used: Set<Int32> = []
    for table in store.tables where table.side != side {
      for row in table.rows.values { for part in row.parts { used.insert(part.classes) } }
    }
    let wordCount = (used.count + 63) / 64
    var bits = Array(repeating: UInt64(0), count: wordCount * classCount)
    for (number, set) in used.sorted().enumerated() {
      store.classSets[set].forEach { bits[$0 * wordCount + number >> 6] |= 1 << UInt64(number & 63) }
    }
    var numbering = Numbering<BehaviourKey>()
    return (0..<classCount).map { index in
      let key = BehaviourKey(
        stages: stages[index], rows: own.map { $0.rowOf.count > index ? $0.rowOf[index] : -1 },
        sets: bits[index * wordCount..<(index + 1) * wordCount])
      return numbering.number(of: key)
    }
  }
}

private struct BehaviourKey: Hashable, Sendable {
  var stages: ClassStages
  var rows: [Int32]
  var sets: ArraySlice<UInt64>
}
