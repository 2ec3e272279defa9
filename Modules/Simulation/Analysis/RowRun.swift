internal import Netfilter
internal import Reachability

/// One row of a stage: everything that one class sends or gets, run through the chains.
struct RowRun {
  let side: Side
  let rowClass: Int
  /// Whether it stands for whatever called its chain, which must not return then.
  private(set) var isClosed: Bool
  /// What is decided.
  private(set) var draft: DecisionDraft
  /// Whether something came back from a chain that was to end within itself.
  private(set) var hasReturned = false
  /// The chains that the packets are in, outermost first, each with the rule to go on with.
  private(set) var frames: [Frame]
  /// The chains of the kernel that follow.
  private(set) var rest: ArraySlice<ChainReference>
  /// What the row has asked of its class.
  var steps: [RowMemo.Step] = []
  private let marks: Marks
  private let everyClass: ClassSet
  /// What the table in question lets pass.
  private var accepted: [Flow] = []

  init(_ key: StageKey, class number: Int, count: Int) {
    side = key.side
    rowClass = number
    isClosed = key.isClosed
    draft = DecisionDraft(classCount: count)
    frames = key.frames
    rest = key.rest
    marks = key.marks
    everyClass = ClassSet(first: count)
  }

  /// Runs what is left of the way.
  mutating func start(with builder: inout StageBuilder) {
    var flows = [Flow(marks: marks, traffic: TrafficPool.everything, classes: everyClass)]
    while let frame = frames.popLast(), !hasReturned {
      guard builder.isSlot(frame.chain, ofOtherThan: side) else {
        flows = run(frame.chain, from: frame.rule, flows, &builder)
        continue
      }
      for flow in flows { leave(flow, to: builder.stage(at: frames + [frame], flow.marks, for: self), &builder) }
      flows = []
      frames = []
    }
    if isClosed, !flows.isEmpty { hasReturned = true }
    if hasReturned { return }
    isClosed = false
    accepted.join(flows)
    while let next = rest.popFirst() {
      let flows = accepted
      accepted = []
      if flows.isEmpty { return }
      let returned = enter(next, flows, &builder)
      accepted.join(returned)
    }
    for flow in accepted { draft.allow(flow.traffic, for: flow.classes, in: &builder.store.traffic) }
  }

  private mutating func leave(_ flow: Flow, to stage: Int32, _ builder: inout StageBuilder) {
    draft.pass(flow.traffic, for: flow.classes, to: stage, in: &builder.store.traffic)
  }

  /// Calls a chain, or leaves the packets to a stage of the other side; gives what returns.
  private mutating func enter(_ reference: ChainReference, _ flows: [Flow], _ builder: inout StageBuilder) -> [Flow] {
    var staying: [Flow] = []
    for flow in flows {
      switch builder.runner(of: reference, flow.marks, for: self) {
      case .row: staying.append(flow)
      case .stage(let stage): leave(flow, to: stage, &builder)
      case .unknown: hasReturned = true
      }
    }
    return staying.isEmpty ? [] : run(reference, from: 0, staying, &builder)
  }

  /// Runs a chain from a rule on and gives what returns from it.
  private mutating func run(
    _ reference: ChainReference, from first: Int, _ flows: [Flow], _ builder: inout StageBuilder
  ) -> [Flow] {
    guard let chain = chain(reference, builder) else { return flows }
    var (live, returned) = (flows, [Flow]())
    let range = builder.program.chains[Int(chain)]
    let start = range.lowerBound + first
    if let index = builder.index(of: chain, side) {
      steps.append(RowMemo.Step(question: .rules(chain), answer: index.lists[rowClass]))
      for number in index.rules(for: rowClass, from: start) where !live.isEmpty {
        step(Int(number), in: reference, range, &live, &returned, &builder)
      }
    } else {
      for number in start..<range.upperBound where !live.isEmpty {
        if !passes(builder.program.rules[number].tests(side), builder) { continue }
        step(number, in: reference, range, &live, &returned, &builder)
      }
    }
    returned.join(live)
    return returned
  }

  private mutating func chain(_ reference: ChainReference, _ builder: borrowing StageBuilder) -> Int32? {
    switch reference {
    case .chain(let chain): return chain
    case .slot(let slot):
      let chain = builder.classes.slotChains[Int(slot)][rowClass]
      steps.append(RowMemo.Step(question: .chain(slot), answer: chain))
      return chain < 0 ? nil : chain
    }
  }

  /// Whether the row's own class passes a list of tests.
  private mutating func passes(_ tests: Int32, _ builder: borrowing StageBuilder) -> Bool {
    if tests < 0 { return true }
    let passes = builder.classes.passing[Int(tests)].contains(rowClass)
    steps.append(RowMemo.Step(question: .passes(tests), answer: passes ? 1 : 0))
    return passes
  }

  /// Tries one rule, whose test of the row's own end holds.
  private mutating func step(
    _ number: Int, in chain: ChainReference, _ range: Range<Int>, _ live: inout [Flow], _ returned: inout [Flow],
    _ builder: inout StageBuilder
  ) {
    let rule = builder.program.rules[number]
    let matched = split(&live, by: rule, &builder)
    if matched.isEmpty { return }
    switch rule.target {
    case .accept: accepted.join(matched)
    case .drop: break
    case .return: returned.join(matched)
    case .jump(let next):
      frames.append(Frame(chain: chain, rule: number + 1 - range.lowerBound))
      let back = enter(next, matched, &builder)
      frames.removeLast()
      live.join(back)
    case .goto(let next): returned.join(enter(next, matched, &builder))
    case .mark(let change):
      for var flow in matched {
        flow.marks.packet = change.applied(to: flow.marks.packet)
        live.join(flow)
      }
    case .connmark(let change):
      for var flow in matched {
        flow.marks = flow.marks.after(change)
        live.join(flow)
      }
    }
  }
}
