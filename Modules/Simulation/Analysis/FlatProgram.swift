internal import Netfilter
internal import Reachability

/// Chains free of names, equal ones held once: what `Analysis` and the fast way of a packet run.
///
/// It speaks of the first packet of a connection: conditions on the connection's state are resolved.
struct FlatProgram: Sendable {
  /// The rules of all chains, those of one chain in order and together.
  private(set) var rules: [FlatRule] = []
  /// Where the rules of each chain are; a chain is behind all those that it calls.
  private(set) var chains: [Range<Int>] = []
  /// The tests of marks that rules point to.
  private(set) var markTests: [MarkTest] = []
  /// The tests of addresses with ports that rules point to.
  private(set) var portTests: [PortTest] = []
  /// Lists of tests of one end, all of which must hold; rules point to them.
  var endTests: [[EndTest]] { endTestLists.values }
  /// Chains that depend on the device of one end, by their slot.
  var slots: [Slot] { slotNumbers.values }
  /// What packets pass at a hook: the chains of its tables in order; rules end in `accept` where the table lets pass.
  var entries: [[ChainReference]] { entryNumbers.values }

  private var chainNumbers: [[RuleKey]: Int32] = [:]
  private var endTestLists = Numbering<[EndTest]>()
  private var slotNumbers = Numbering<Slot>()
  private var entryNumbers = Numbering<[ChainReference]>()

  /// A chain that is another one for each device of an end's.
  struct Slot: Hashable, Sendable {
    var side: Side
    var chain: ChainKey
    /// What else the chain depends on.
    var view: DeviceView
  }

  /// The number of a chain with these rules.
  mutating func chain(_ keys: [RuleKey]) -> Int32 {
    if let known = chainNumbers[keys] { return known }
    let number = Int32(chains.count)
    chainNumbers[keys] = number
    let start = rules.count
    for key in keys { rules.append(flat(key)) }
    chains.append(start..<rules.count)
    return number
  }

  /// The number of a slot.
  mutating func slot(_ slot: Slot) -> Int32 { slotNumbers.number(of: slot) }

  /// The number of an entry; -1 for one without chains, which lets everything pass.
  mutating func entry(_ chains: [ChainReference]) -> Int32 {
    chains.isEmpty ? -1 : entryNumbers.number(of: chains)
  }

  private mutating func flat(_ key: RuleKey) -> FlatRule {
    let marks = markTests.count..<(markTests.count + key.marks.count)
    let ports = portTests.count..<(portTests.count + key.ports.count)
    markTests += key.marks
    portTests += key.ports
    return FlatRule(
      source: number(of: key.source), destination: number(of: key.destination), traffic: key.traffic, marks: marks,
      ports: ports, target: key.target)
  }

  private mutating func number(of tests: [EndTest]) -> Int32 {
    tests.isEmpty ? -1 : endTestLists.number(of: tests)
  }
}

/// A rule without names.
struct FlatRule: Sendable {
  /// The list of tests of the source; -1 for none.
  var source: Int32
  /// The list of tests of the destination; -1 for none.
  var destination: Int32
  /// The traffic that it matches, as a number in the pool.
  var traffic: TrafficPool.ID
  var marks: Range<Int>
  var ports: Range<Int>
  var target: FlatTarget

  /// The list of tests of one end.
  func tests(_ side: Side) -> Int32 { side == .source ? source : destination }
}

/// The conditions of a rule, as they are compared to find equal chains.
struct RuleKey: Hashable {
  var source: [EndTest] = []
  var destination: [EndTest] = []
  var traffic: TrafficPool.ID = TrafficPool.everything
  var marks: [MarkTest] = []
  var ports: [PortTest] = []
  var target: FlatTarget = .return

  /// Hashes what tells most rules apart.
  func hash(into hasher: inout Hasher) {
    hasher.combine(target)
    hasher.combine(traffic)
    hasher.combine(source.first?.condition ?? -1)
    hasher.combine(destination.first?.condition ?? -1)
  }
}

/// Whether an end fulfils a condition.
struct EndTest: Hashable, Sendable {
  /// The number of the condition.
  var condition: Int32
  var negated: Bool
}

/// Whether the packet's mark, masked, is a value.
struct MarkTest: Hashable, Sendable {
  var value: UInt32
  var mask: UInt32
  var negated: Bool
}

/// Whether an end's address with the packet's protocol and destination port is in a set.
struct PortTest: Hashable, Sendable {
  var side: Side
  /// The number of the set.
  var set: Int32
  var negated: Bool
}

/// A chain, or the slot of one that depends on an end's device.
enum ChainReference: Hashable, Sendable {
  case chain(Int32)
  case slot(Int32)
}

/// What a rule does.
enum FlatTarget: Hashable, Sendable {
  case accept
  case drop
  case `return`
  case jump(ChainReference)
  case goto(ChainReference)
  case mark(MarkChange)
  case connmark(ConnmarkChange)

  /// Whether a packet may go back from it to the caller of its chain.
  var mayReturn: Bool {
    switch self {
    case .return, .goto: true
    default: false
    }
  }

  /// The chain that it leads to.
  var chain: ChainReference? {
    switch self {
    case .jump(let chain), .goto(let chain): chain
    default: nil
    }
  }
}

/// The marks of a packet and of its connection.
struct Marks: Hashable, Sendable {
  var packet: UInt32 = 0
  var connection: UInt32 = 0

  /// The marks after a change of the connection's or by it.
  func after(_ change: ConnmarkChange) -> Marks {
    var marks = self
    switch change {
    case .change(let change): marks.connection = change.applied(to: connection)
    case .save(let packetMask, let connectionMask):
      marks.connection = (connection & ~connectionMask) ^ (packet & packetMask)
    case .restore(let packetMask, let connectionMask):
      marks.packet = (packet & ~packetMask) ^ (connection & connectionMask)
    }
    return marks
  }

  /// Only the bits of `mask`; those of the connection all or none.
  func keeping(_ relevant: RelevantMarks) -> Marks {
    Marks(packet: packet & relevant.packet, connection: relevant.hasConnection ? connection : 0)
  }
}

/// The bits of marks that chains look at.
struct RelevantMarks: Sendable {
  var packet: UInt32 = 0
  var hasConnection = false

  static let all = RelevantMarks(packet: .max, hasConnection: true)

  mutating func formUnion(_ other: RelevantMarks) {
    packet |= other.packet
    hasConnection = hasConnection || other.hasConnection
  }
}
