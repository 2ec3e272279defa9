internal import Reachability

/// For each class of one side, the rules of a long chain whose test of that side's end passes.
struct RuleIndex: Sendable {
  private let starts: [Int32]
  private let rules: [Int32]
  /// For each class, a number that classes with the same rules share.
  let lists: [Int32]

  /// Chains with fewer rules are tried rule by rule.
  static let shortest = 12
  /// An index may not take more entries than this, so that memory stays within bounds.
  private static let largest = 60_000_000

  /// An index of a chain; `nil` for a short one, or where rules have no tests and nothing would be gained.
  init?(_ chain: Range<Int>, _ side: Side, _ program: FlatProgram, _ classes: EndClasses) {
    guard chain.count >= Self.shortest else { return nil }
    var counts = Array(repeating: Int32(0), count: classes.count + 1)
    var total = 0
    for number in chain {
      let tests = program.rules[number].tests(side)
      guard tests >= 0 else {
        total += classes.count
        for index in counts.indices.dropLast() { counts[index] += 1 }
        continue
      }
      classes.passing[Int(tests)].forEach {
        counts[$0] += 1
        total += 1
      }
      if total > Self.largest { return nil }
    }
    guard total < chain.count * classes.count / 2 else { return nil }
    var starts: [Int32] = [0]
    starts.reserveCapacity(counts.count)
    for count in counts.dropLast() { starts.append(starts[starts.count - 1] + count) }
    var next = starts
    var rules = Array(repeating: Int32(0), count: total)
    for number in chain {
      let tests = program.rules[number].tests(side)
      let add = { (index: Int) in
        rules[Int(next[index])] = Int32(number)
        next[index] += 1
      }
      if tests >= 0 { classes.passing[Int(tests)].forEach(add) } else { (0..<classes.count).forEach(add) }
    }
    var numbering = Numbering<ArraySlice<Int32>>()
    lists = (0..<classes.count).map { index in
      numbering.number(of: rules[Int(starts[index])..<Int(starts[index + 1])])
    }
    self.starts = starts
    self.rules = rules
  }

  /// The rules for a class, from the rule `first` on, by their numbers in the program.
  func rules(for index: Int, from first: Int) -> ArraySlice<Int32> {
    var lower = Int(starts[index])
    let upper = Int(starts[index + 1])
    while lower < upper, rules[lower] < first { lower += 1 }
    return rules[lower..<upper]
  }
}
