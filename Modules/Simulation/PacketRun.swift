internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Text
internal import Traffic

/// One packet at one node: runs the chains as the kernel does and notes every rule that matched.
struct PacketRun {
  private(set) var trace: [TraceStep] = []
  let packet: Packet
  let hop: PacketWay.Hop
  let cluster: Cluster
  let dialect: RuleDialect
  var mark: UInt32 = 0
  var sets: SetLookup
  private let tables: [Table]

  /// How a chain ended.
  private enum Ending {
    case verdict(Verdict)
    /// It ran out, or returned: the caller goes on.
    case returned
  }

  /// Chains may call each other this deep; the kernel refuses loops when it loads a program.
  private static let deepest = 64

  init(_ packet: Packet, hop: PacketWay.Hop, program: NodeProgram, cluster: Cluster, dialect: RuleDialect) {
    self.packet = packet
    self.hop = hop
    self.cluster = cluster
    self.dialect = dialect
    sets = SetLookup(program.program.sets)
    tables = [TableName.raw, .mangle, .filter].compactMap { Self.table($0, of: program) }
  }

  /// Whether the packet passes this node; throws for a rule that cannot be judged.
  mutating func verdict() throws(UndecidableError) -> Verdict {
    for table in tables {
      guard let chain = table[hop.chain] else { continue }
      let ending = try run(chain.name, of: table, depth: 0)
      if case .verdict(.denied) = ending { return .denied }
    }
    return .allowed
  }

  /// The engine's table with the kernel's chains in it, as the hooks leave them.
  private static func table(_ name: TableName, of program: NodeProgram) -> Table? {
    guard var table = program.program[name] else { return nil }
    for builtIn in name.builtInChains {
      var rules: [Rule] = []
      for hook in program.hooks where hook.table == name {
        switch hook.command {
        case .insert(let rule, builtIn, let place): rules.insert(rule, at: min((place ?? 1) - 1, rules.count))
        case .append(let rule, builtIn): rules.append(rule)
        default: break
        }
      }
      table.chains.append(Chain(builtIn, policy: .accept, rules: rules))
    }
    return table
  }

  private mutating func run(_ name: ChainName, of table: Table, depth: Int) throws(UndecidableError) -> Ending {
    guard let chain = table[name] else {
      throw UndecidableError("chain \(name) is not in table \(table.name.rawValue)")
    }
    guard depth < Self.deepest else { throw UndecidableError("chain \(name) is called more than \(Self.deepest) deep") }
    for (index, rule) in chain.rules.enumerated() {
      let place = "\(table.name.rawValue) \(name) \(index + 1)"
      guard let reasons = try reasons(of: rule, at: place) else { continue }
      note(rule, in: name, at: place, reasons)
      switch rule.target {
      case .accept: return .verdict(.allowed)
      case .drop, .reject: return .verdict(.denied)
      case .return: return .returned
      case .jump(let next):
        if case .verdict(let verdict) = try run(next, of: table, depth: depth + 1) { return .verdict(verdict) }
      case .goto(let next): return try run(next, of: table, depth: depth + 1)
      case .mark(let change): mark = change.applied(to: mark)
      case .other(let raw):
        throw UndecidableError("rule \(place) has the target \(raw.module), whose meaning is not known")
      case .connmark, .log, .nflog, nil: break
      }
    }
    return .returned
  }

  private mutating func note(_ rule: Rule, in chain: ChainName, at place: String, _ reasons: [String]) {
    var text = TextBuffer()
    text.append(rule, in: chain, as: dialect)
    trace.append(
      TraceStep(
        node: hop.node, location: place, rule: text.text, reasons: reasons, source: rule.origin.reference(in: cluster)))
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
