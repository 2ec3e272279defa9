public import Backend
internal import Netfilter
internal import Reachability
public import Traffic

/// Decides about first packets of connections, about a million a second on one core, without allocating memory.
///
/// It runs the same chains as the kernel would, with the ends' conditions resolved beforehand and an index of the rules
/// that each end can meet. It says nothing of the reasons: `NetfilterDataplane.decide` does.
///
///     let filter = try PacketFilter(dataplane, family: .ipv4)
///     filter.verdict(packet)
public struct PacketFilter: Sendable {
  private let program: FlatProgram
  private let index: EndIndex
  private let classOf: [Int32]
  private let entries: [ClassStages]
  private let slotChains: [[Int32]]
  private let bits: BitTable
  private let traffic: TrafficTable
  /// For each set with ports, the traffic of each class.
  private let ports: [[Int32]]
  private let rules: [ClassRules?]

  /// How a chain ended.
  enum Ending {
    case accepted
    case dropped
    case returned
  }

  /// A packet, as far as the chains look at it.
  struct Question {
    var source: Int
    var destination: Int
    var ipProtocol: UInt8
    var port: UInt16
    var marks = Marks()
  }

  /// Prepares the programs of a family; costs O(ends + members of sets + rules), and throws for a rule that looks at what
  /// the ends, the protocol and the destination port do not tell.
  public init(_ dataplane: NetfilterDataplane, family: AddressFamily) throws(UndecidableError) {
    var plane = try FlatDataplane(dataplane, family: family)
    let classes = EndClasses(&plane)
    program = plane.program
    index = plane.index
    classOf = classes.classOf
    entries = classes.roles.map(\.entries)
    slotChains = classes.slotChains
    bits = BitTable(classes.passing, classCount: classes.count)
    traffic = TrafficTable(plane.conditions.traffic.sets)
    ports = classes.ports
    let costs = ChainCosts(plane.program, classes)
    rules = plane.program.chains.indices.map { ClassRules($0, costs, plane.program, classes) }
  }

  /// What becomes of the first packet of a connection; `nil` for a packet of another family or state.
  public func verdict(_ packet: Packet) -> Verdict? {
    guard packet.state.contains(.new), let source = index.end(at: packet.source),
      let target = index.end(at: packet.destination)
    else { return nil }
    if packet.source == packet.destination { return .allowed }
    let (left, right) = (Int(classOf[source]), Int(classOf[target]))
    let node = index.ends[source].node
    let pair = StagePair(
      from: entries[left], to: entries[right], isSameNode: node != nil && node == index.ends[target].node)
    let question = Question(
      source: left, destination: right, ipProtocol: packet.ipProtocol.rawValue, port: packet.destinationPort)
    return passes(pair.first, question) && passes(pair.second, question) ? .allowed : .denied
  }

  private func passes(_ entry: Int32, _ question: Question) -> Bool {
    guard entry >= 0 else { return true }
    var question = question
    for chain in program.entries[Int(entry)] where run(chain, &question) == .dropped { return false }
    return true
  }

  private func run(_ reference: ChainReference, _ question: inout Question) -> Ending {
    var chain: Int32
    switch reference {
    case .chain(let number): chain = number
    case .slot(let slot):
      let side = program.slots[Int(slot)].side
      chain = slotChains[Int(slot)][side == .source ? question.source : question.destination]
      if chain < 0 { return .returned }
    }
    if let index = rules[Int(chain)] {
      for number in index.rules(question) {
        if let ending = step(Int(number), &question) { return ending }
      }
      return .returned
    }
    for number in program.chains[Int(chain)] {
      if let ending = step(number, &question) { return ending }
    }
    return .returned
  }

  /// Tries a rule; the chain's ending if it ends there.
  private func step(_ number: Int, _ question: inout Question) -> Ending? {
    guard matches(number, question) else { return nil }
    switch program.rules[number].target {
    case .accept: return .accepted
    case .drop: return .dropped
    case .return: return .returned
    case .jump(let next):
      let ending = run(next, &question)
      return ending == .returned ? nil : ending
    case .goto(let next): return run(next, &question)
    case .mark(let change): question.marks.packet = change.applied(to: question.marks.packet)
    case .connmark(let change): question.marks = question.marks.after(change)
    }
    return nil
  }

  private func matches(_ number: Int, _ question: Question) -> Bool {
    let rule = program.rules[number]
    guard bits.contains(question.source, in: rule.source), bits.contains(question.destination, in: rule.destination),
      traffic.contains(question.ipProtocol, question.port, in: rule.traffic)
    else { return false }
    for number in rule.marks {
      let test = program.markTests[number]
      if (question.marks.packet & test.mask == test.value) == test.negated { return false }
    }
    for number in rule.ports {
      let test = program.portTests[number]
      let set = ports[Int(test.set)][test.side == .source ? question.source : question.destination]
      if traffic.contains(question.ipProtocol, question.port, in: set) == test.negated { return false }
    }
    return true
  }
}

/// The index of a long chain, by the classes of the side that tells its rules apart best.
private struct ClassRules: Sendable {
  private let side: Side
  private let index: RuleIndex
  private let first: Int

  /// `nil` for a chain that is tried rule by rule.
  init?(_ chain: Int, _ costs: ChainCosts, _ program: FlatProgram, _ classes: EndClasses) {
    let side = costs.fewestRules(Int32(chain))
    guard let index = RuleIndex(program.chains[chain], side, program, classes) else { return nil }
    (self.side, self.index, first) = (side, index, program.chains[chain].lowerBound)
  }

  func rules(_ question: PacketFilter.Question) -> ArraySlice<Int32> {
    index.rules(for: side == .source ? question.source : question.destination, from: first)
  }
}
