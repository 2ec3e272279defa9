internal import Netfilter
internal import Reachability

/// A chain while a row runs it.
private struct ChainRun {
  var reference: ChainReference
  /// The number of its first rule in the program.
  var start: Int
  /// What goes on to the next rule.
  var live: [Flow]
  /// What went back to the caller.
  var returned: [Flow] = []
}

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
    guard let number = chain(reference, builder) else { return flows }
    let range = builder.program.chains[Int(number)]
    var chain = ChainRun(reference: reference, start: range.lowerBound, live: flows)
    // The frame of a slot may come from a class whose chain is longer; this class never gets there.
    let start = min(range.lowerBound + first, range.upperBound)
    if let index = builder.index(of: number, side) {
      steps.append(RowMemo.Step(question: .rules(number), answer: index.lists[rowClass]))
      for rule in index.rules(for: rowClass, from: start) where !chain.live.isEmpty {
        step(Int(rule), in: &chain, &builder)
      }
    } else {
      for rule in start..<range.upperBound where !chain.live.isEmpty {
        if !passes(builder.program.rules[rule].tests(side), builder) { continue }
        step(rule, in: &chain, &builder)
      }
    }
    chain.returned.join(chain.live)
    return chain.returned
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
  private mutating func step(_ number: Int, in chain: inout ChainRun, _ builder: inout StageBuilder) {
    let rule = builder.program.rules[number]
    let matched = split(&chain.live, by: rule, &builder)
    if matched.isEmpty { return }
    switch rule.target {
    case .accept: accepted.join(matched)
    case .drop: break
    case .return: chain.returned.join(matched)
    case .jump(let next):
      frames.append(Frame(chain: chain.reference, rule: number + 1 - chain.start))
      let back = enter(next, matched, &builder)
      frames.removeLast()
      chain.live.join(back)
    case .goto(let next): chain.returned.join(enter(next, matched, &builder))
    case .mark(let change):
      for var flow in matched {
        flow.marks.packet = change.applied(to: flow.marks.packet)
        chain.live.join(flow)
      }
    case .connmark(let change):
      for var flow in matched {
        flow.marks = flow.marks.after(change)
        chain.live.join(flow)
      }
    }
  }
}
