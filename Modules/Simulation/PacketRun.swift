internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Text
internal import Traffic

/// One packet at one node: runs the chains as the kernel does and notes every rule that matched.
struct PacketRun {
  private(set) var trace: [TraceStep] = []
  private(set) var misses: [Miss] = []
  let packet: Packet
  let hop: PacketWay.Hop
  let cluster: Cluster
  let dialect: RuleDialect
  var mark: UInt32 = 0
  let program: RunnableProgram

  /// A rule's place, written only where somebody reads it.
  struct Place: CustomStringConvertible {
    var table: TableName
    var chain: ChainName
    var number: Int

    var description: String { "\(table.rawValue) \(chain) \(number)" }
  }

  /// How a chain ended.
  private enum Ending {
    case verdict(Verdict)
    /// It ran out, or returned: the caller goes on.
    case returned
  }

  /// Chains may call each other this deep; the kernel refuses loops when it loads a program.
  private static let deepest = 64

  init(_ packet: Packet, hop: PacketWay.Hop, program: RunnableProgram, cluster: Cluster, dialect: RuleDialect) {
    self.packet = packet
    self.hop = hop
    self.program = program
    self.cluster = cluster
    self.dialect = dialect
  }

  /// Whether the packet passes this node; throws for a rule that cannot be judged.
  mutating func verdict() throws(UndecidableError) -> Verdict {
    for (table, chains) in program.tables where chains[hop.chain] != nil {
      let ending = try run(hop.chain, in: chains, of: table, depth: 0)
      if case .verdict(.denied) = ending { return .denied }
    }
    return .allowed
  }

  private mutating func run(
    _ name: ChainName, in chains: [ChainName: Chain], of table: TableName, depth: Int
  ) throws(UndecidableError) -> Ending {
    guard let chain = chains[name] else { throw UndecidableError("chain \(name) is not in table \(table.rawValue)") }
    guard depth < Self.deepest else { throw UndecidableError("chain \(name) is called more than \(Self.deepest) deep") }
    for (index, rule) in chain.rules.enumerated() {
      let place = Place(table: table, chain: name, number: index + 1)
      switch try outcome(of: rule, at: place) {
      case .failed(let match):
        noteMiss(rule, match)
        continue
      case .matched(let reasons): note(rule, in: name, at: place, reasons)
      }
      switch rule.target {
      case .accept: return .verdict(.allowed)
      case .drop, .reject: return .verdict(.denied)
      case .return: return .returned
      case .jump(let next):
        let ending = try run(next, in: chains, of: table, depth: depth + 1)
        if case .verdict = ending { return ending }
      case .goto(let next): return try run(next, in: chains, of: table, depth: depth + 1)
      case .mark(let change): mark = change.applied(to: mark)
      case .other(let raw):
        throw UndecidableError("rule \(place) has the target \(raw.module), whose meaning is not known")
      case .connmark, .log, .nflog, nil: break
      }
    }
    return .returned
  }

  private mutating func noteMiss(_ rule: Rule, _ match: Match) {
    guard rule.origin.rule != nil, let source = rule.origin.reference(in: cluster) else { return }
    misses.append(Miss(source, failure(of: match)))
  }

  private mutating func note(_ rule: Rule, in chain: ChainName, at place: Place, _ reasons: [String]) {
    var text = TextBuffer()
    text.append(rule, in: chain, as: dialect)
    trace.append(
      TraceStep(
        node: hop.node, location: place.description, rule: text.text, reasons: reasons,
        source: rule.origin.reference(in: cluster)))
  }
}

extension Origin {
  /// The place in the policy, if the origin is one.
  func reference(in cluster: Cluster) -> PolicyReference? {
    guard let policy, Int(policy) < cluster.policies.count, let direction else { return nil }
    return PolicyReference(
      cluster.policies[Int(policy)].id, direction == .ingress ? .ingress : .egress, rule: rule, peer: peer)
  }
}
