internal import Reachability

/// Makes the stages of a reachability: runs flat chains on every packet at once.
///
/// A stage is run class by class of one side; the other side's classes go through the chains as sets, parted by marks and
/// traffic. Where a chain's rules mostly test the other side, a stage of that side takes over.
struct StageBuilder {
  let program: FlatProgram
  let classes: EndClasses
  let costs: ChainCosts
  var store = DecisionStore()
  /// The stages made so far; -1 for a closed one that does not end within its chain.
  private var numbers: [StageKey: Int32] = [:]
  /// How many stages begin with a chain that may return.
  private var openStages: [ChainReference: Int] = [:]
  private var indices: [[RuleIndex??]]

  /// A chain that may return to many callers is run in place once it began this many stages.
  private static let mostOpenStages = 8

  init(_ plane: FlatDataplane, _ classes: EndClasses) {
    program = plane.program
    self.classes = classes
    costs = ChainCosts(plane.program, classes)
    store.traffic = plane.conditions.traffic
    indices = Array(repeating: Array(repeating: nil, count: plane.program.chains.count), count: 2)
  }

  /// The stage of an entry; -1 where everything passes.
  mutating func stage(entry: Int32) -> Int32 {
    guard entry >= 0 else { return -1 }
    let chains = program.entries[Int(entry)]
    return stage(StageKey(side: costs.bestSide(entry), rest: chains[...]))
  }

  /// Who runs a chain that a packet comes to.
  enum Runner {
    /// The row itself.
    case row
    /// A stage of the other side.
    case stage(Int32)
    /// Nobody, as long as it is not known who called the row's own chain.
    case unknown
  }

  /// Who runs a chain that packets of a row come to: the other side, if that is better or the only way.
  mutating func runner(of reference: ChainReference, _ marks: Marks, for run: borrowing RowRun) -> Runner {
    let mustLeave = isSlot(reference, ofOtherThan: run.side)
    if !mustLeave {
      guard case .chain(let chain) = reference, costs.isBetterRun(chain, byOtherThan: run.side) else { return .row }
    }
    let frame = Frame(chain: reference, rule: 0)
    let closed = StageKey(
      side: run.side.other, marks: marks.keeping(relevantMarks([frame], run.rest)), frames: [frame], rest: run.rest,
      isClosed: true)
    let number = stage(closed)
    if number >= 0 { return .stage(number) }
    if run.isClosed { return mustLeave ? .unknown : .row }
    if !mustLeave {
      guard openStages[reference, default: 0] < Self.mostOpenStages else { return .row }
      openStages[reference, default: 0] += 1
    }
    return .stage(stage(at: run.frames + [frame], marks, for: run))
  }

  /// The stage of the other side that goes on at the last of `frames`.
  mutating func stage(at frames: [Frame], _ marks: Marks, for run: borrowing RowRun) -> Int32 {
    stage(
      StageKey(
        side: run.side.other, marks: marks.keeping(relevantMarks(frames, run.rest)), frames: frames, rest: run.rest))
  }

  /// Whether a chain is another one for each class of the other side.
  func isSlot(_ reference: ChainReference, ofOtherThan side: Side) -> Bool {
    guard case .slot(let slot) = reference else { return false }
    return program.slots[Int(slot)].side != side
  }

  private func relevantMarks(_ frames: [Frame], _ rest: ArraySlice<ChainReference>) -> RelevantMarks {
    var marks = RelevantMarks()
    for reference in frames.map(\.chain) + rest {
      guard case .chain(let chain) = reference else { return .all }
      marks.formUnion(costs.relevantMarks[Int(chain)])
    }
    return marks
  }

  /// The rules of a chain that a class of a side may match, from the rule `first` on.
  mutating func index(of chain: Int32, _ side: Side) -> RuleIndex? {
    if let known = indices[Int(side.rawValue)][Int(chain)] { return known }
    let index = RuleIndex(program.chains[Int(chain)], side, program, classes)
    indices[Int(side.rawValue)][Int(chain)] = .some(index)
    return index
  }

  private mutating func stage(_ key: StageKey) -> Int32 {
    if let known = numbers[key] { return known }
    let number = store.beginTable(side: key.side)
    var memo = RowMemo()
    for index in 0..<classes.count {
      if let earlier = memo.row(answer: { answer($0, of: index, key.side) }) {
        store.repeatRow(ofClass: earlier, in: number)
        continue
      }
      var run = RowRun(key, class: index, count: classes.count)
      run.start(with: &self)
      if run.hasReturned {
        numbers[key] = -1
        return -1
      }
      store.addRow(run.draft, to: number)
      memo.add(run.steps, row: index)
    }
    numbers[key] = number
    return number
  }

  private func answer(_ question: RowMemo.Question, of index: Int, _ side: Side) -> Int32 {
    switch question {
    case .rules(let chain): (indices[Int(side.rawValue)][Int(chain)] ?? nil)?.lists[index] ?? -1
    case .passes(let tests): classes.passing[Int(tests)].contains(index) ? 1 : 0
    case .ports(let set): classes.ports[Int(set)][index]
    case .chain(let slot): classes.slotChains[Int(slot)][index]
    }
  }
}
