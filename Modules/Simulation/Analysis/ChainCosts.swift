internal import Reachability

/// How much it would take to run each chain for all classes of one side, one after the other.
///
/// For one class of the side, only those rules count whose test of that side's end passes.
struct ChainCosts {
  /// For each chain, how many of its rules a class meets on the average.
  private let rulesMet: [[Double]]
  /// For each chain, how many classes come to it at most.
  private let arrivals: [[Double]]
  private let classCount: Double
  private let program: FlatProgram
  /// For each chain the marks that it and what it calls look at.
  let relevantMarks: [RelevantMarks]

  init(_ program: FlatProgram, _ classes: EndClasses) {
    self.program = program
    let total = Double(max(classes.count, 1))
    classCount = total
    let sizes = classes.passing.map { Double($0.count) }
    let share = { (rule: FlatRule, side: Side) in rule.tests(side) < 0 ? 1 : sizes[Int(rule.tests(side))] / total }
    rulesMet = Side.allCases.map { side in
      program.chains.map { chain in chain.reduce(0) { $0 + share(program.rules[$1], side) } }
    }
    arrivals = Side.allCases.map { side in
      var arrivals = Array(repeating: 0.0, count: program.chains.count)
      for case .chain(let number) in program.entries.joined() { arrivals[Int(number)] = total }
      for (slot, chains) in classes.slotChains.enumerated() {
        for chain in chains where chain >= 0 {
          arrivals[Int(chain)] += program.slots[slot].side == side ? 1 : total
        }
      }
      for (number, chain) in program.chains.enumerated().reversed() {
        let coming = min(arrivals[number], total)
        for rule in chain.lazy.map({ program.rules[$0] }) {
          guard case .chain(let next) = rule.target.chain else { continue }
          arrivals[Int(next)] += min(coming, share(rule, side) * total)
        }
      }
      return arrivals.map { min($0, total) }
    }
    var marks: [RelevantMarks] = []
    for chain in program.chains { marks.append(Self.marks(of: chain, program, marks)) }
    relevantMarks = marks
  }

  private static func marks(of chain: Range<Int>, _ program: FlatProgram, _ known: [RelevantMarks]) -> RelevantMarks {
    var marks = RelevantMarks()
    for rule in chain.lazy.map({ program.rules[$0] }) {
      for test in program.markTests[rule.marks] { marks.packet |= test.mask }
      switch rule.target {
      case .connmark: marks = .all
      case .jump(.chain(let next)), .goto(.chain(let next)): marks.formUnion(known[Int(next)])
      case .jump(.slot), .goto(.slot): marks = .all
      default: break
      }
    }
    return marks
  }

  /// Whether a chain that is met class by class of `side` had better be run class by class of the other side, once.
  func isBetterRun(_ chain: Int32, byOtherThan side: Side) -> Bool {
    let here = arrivals[Int(side.rawValue)][Int(chain)] * rulesMet[Int(side.rawValue)][Int(chain)]
    let there = classCount * (rulesMet[Int(side.other.rawValue)][Int(chain)] + 1)
    return here > 4 * there
  }

  /// The side whose classes meet the fewest rules of a chain.
  func fewestRules(_ chain: Int32) -> Side {
    rulesMet[Int(Side.source.rawValue)][Int(chain)] < rulesMet[Int(Side.destination.rawValue)][Int(chain)]
      ? .source : .destination
  }

  /// The side by whose classes an entry is best run first.
  func bestSide(_ entry: Int32) -> Side {
    for chain in program.entries[Int(entry)] {
      if let side = preference(chain) { return side }
    }
    return .destination
  }

  /// The side that the first large chain on the way prefers.
  private func preference(_ reference: ChainReference) -> Side? {
    guard case .chain(let number) = reference else {
      if case .slot(let slot) = reference { return program.slots[Int(slot)].side }
      return nil
    }
    let range = program.chains[Int(number)]
    let (bySource, byDestination) = (rulesMet[0][Int(number)], rulesMet[1][Int(number)])
    if range.count >= 8, min(bySource, byDestination) * 2 < max(bySource, byDestination) {
      return bySource < byDestination ? .source : .destination
    }
    for rule in range.lazy.map({ program.rules[$0] }) {
      if let next = rule.target.chain, let side = preference(next) { return side }
    }
    return nil
  }
}
