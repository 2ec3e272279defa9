internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Traffic

/// One packet at one node: runs the chains as the kernel does, without making a single text.
///
/// With `isTracing`, it notes by number every rule that matched and every policy's rule that did not; `TraceWriter`
/// makes words of that.
struct PacketRun {
  let program: RunnableProgram
  let topology: Topology
  let hop: PacketWay.Hop
  let proxyPlace: ProxyPlace
  let isTracing: Bool
  /// The packet as the table at hand sees it.
  private(set) var packet: Packet
  private(set) var hook = KernelHook.prerouting
  private(set) var mark: UInt32 = 0
  /// The mark of the packet's connection on this node.
  var connmark: UInt32 = 0
  private(set) var events: [Event] = []
  /// How many rules the packet was compared with.
  private(set) var rulesTried = 0
  /// Where in `events` the chain began that dropped the packet.
  private var dropStart: Int?

  /// Something to tell of a run.
  struct Event {
    enum Kind {
      case matched
      /// The number of the condition that did not hold, within its rule.
      case failed(Int)
      /// The packet fell out of a kernel chain that drops.
      case dropPolicy
      /// kube-proxy's rule accepted it before the engine's chains.
      case acceptedByProxy
    }

    var kind: Kind
    var hook: KernelHook
    var chain: Int32
    /// The number of the rule within its chain, from 0.
    var rule: Int
  }

  /// How a chain ended.
  private enum Ending {
    case verdict(Verdict)
    /// It ran out, or returned: the caller goes on.
    case returned
  }

  /// kube-proxy's mark for packets whose source it will rewrite.
  private static let masqueradeMark: UInt32 = 0x4000

  /// What happened below the chain whose rule dropped the packet; `nil` if no rule did.
  var isolating: ArraySlice<Event>? {
    dropStart.map { start in
      events[start...].filter { if case .acceptedByProxy = $0.kind { false } else { true } }[...]
    }
  }

  init(
    _ hop: PacketWay.Hop, program: RunnableProgram, topology: Topology, proxyPlace: ProxyPlace, isTracing: Bool
  ) {
    self.hop = hop
    self.program = program
    self.topology = topology
    self.proxyPlace = proxyPlace
    self.isTracing = isTracing
    packet = hop.arrival
  }

  /// The packet as the rule of an event saw it.
  func packet(at event: Event) -> Packet {
    let table = program.chains[Int(event.chain)].table
    let isEarly = event.hook.translatesDestination && (table == .raw || table == .mangle)
    return isEarly ? hop.arrival : hop.packet
  }

  /// Whether the packet passes this node; throws for a rule that cannot be judged.
  mutating func verdict() throws(UndecidableError) -> Verdict {
    for hook in hop.hooks {
      self.hook = hook
      for stage in program.stages(at: hook) {
        if stage.table != .raw, stage.table != .mangle { translateDestination() }
        if try run(stage) == .denied { return .denied }
      }
      translateDestination()
    }
    return .allowed
  }

  /// What the nat tables of all engines' nodes do, kube-proxy's work.
  private mutating func translateDestination() {
    guard hook.translatesDestination else { return }
    packet = hop.packet
    if hop.isMasqueraded, packet.state.contains(.new) { mark |= Self.masqueradeMark }
  }

  private mutating func run(_ stage: RunnableProgram.Stage) throws(UndecidableError) -> Verdict {
    // The nat table is asked about the first packet of a connection only.
    if stage.table == .nat, !packet.state.contains(.new) { return .allowed }
    if stage.table == .filter, hook == .forward, proxyPlace == .beforeEngine,
      mark & Self.masqueradeMark != 0
    {
      if isTracing { events.append(Event(kind: .acceptedByProxy, hook: hook, chain: stage.chain, rule: 0)) }
      return .allowed
    }
    let state = packet.state
    // Connection tracking comes behind the raw table; only a packet that came back by loopback has its connection still.
    if stage.table == .raw, hook != .prerouting || hop.input != .loopback { packet.state = .invalid }
    defer { packet.state = state }
    if case .verdict(let verdict) = try run(stage.chain, depth: 0) { return verdict }
    guard program.chains[Int(stage.chain)].chain.policy == .drop else { return .allowed }
    if isTracing { events.append(Event(kind: .dropPolicy, hook: hook, chain: stage.chain, rule: 0)) }
    return .denied
  }

  private mutating func run(_ chain: Int32, depth: Int) throws(UndecidableError) -> Ending {
    guard depth < RunnableProgram.deepest else { throw program.tooDeep(chain, RunnableProgram.deepest) }
    let range = program.chains[Int(chain)].rules
    let start = events.count
    for index in range {
      let rule = program.rules[Int(index)]
      rulesTried += 1
      guard try matches(rule, Int(index - range.lowerBound), of: chain) else { continue }
      switch rule.action {
      case .none: break
      case .accept: return .verdict(.allowed)
      case .drop:
        dropStart = start
        return .verdict(.denied)
      case .return: return .returned
      case .jump(let next):
        let ending = try run(next, depth: depth + 1)
        if case .verdict = ending { return ending }
      case .goto(let next): return try run(next, depth: depth + 1)
      case .mark(let change): mark = change.applied(to: mark)
      case .connmark(let change): apply(change)
      case .unknown: throw program.unknownTarget(chain, Int(index - range.lowerBound))
      }
    }
    return .returned
  }

  private mutating func matches(
    _ rule: CompiledRule, _ number: Int, of chain: Int32
  ) throws(UndecidableError) -> Bool {
    for index in rule.conditions where try !holds(program.conditions[Int(index)], number, of: chain) {
      if isTracing, rule.isPolicyRule {
        let kind = Event.Kind.failed(Int(index - rule.conditions.lowerBound))
        events.append(Event(kind: kind, hook: hook, chain: chain, rule: number))
      }
      return false
    }
    if isTracing { events.append(Event(kind: .matched, hook: hook, chain: chain, rule: number)) }
    return true
  }

  /// Source: `net/netfilter/xt_connmark.c`; a packet without connection is left alone.
  private mutating func apply(_ change: ConnmarkChange) {
    guard !packet.state.contains(.invalid) else { return }
    switch change {
    case .change(let change): connmark = change.applied(to: connmark)
    case .save(let packetMask, let connectionMask):
      connmark = (connmark & ~connectionMask) ^ (mark & packetMask)
    case .restore(let packetMask, let connectionMask):
      mark = (mark & ~packetMask) ^ (connmark & connectionMask)
    }
  }
}
