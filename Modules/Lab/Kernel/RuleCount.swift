public import Backend
internal import Netfilter
public import PolicyModel
internal import Text
public import Traffic

/// How many packets a rule of a node has matched since it was loaded.
public struct RuleCount: Hashable, Sendable {
  /// The node.
  public var node: NodeName
  /// Table, chain and number.
  public var place: ProgramPlace
  /// The rule, as `iptables-save` prints it.
  public var rule: String
  /// The packets.
  public var packets: UInt64
  /// The rule itself, by which it is found again whoever has written it.
  let parsed: Rule

  /// Whether a simulated step is about this rule: in a chain of the kernel, other programs' rules may stand between.
  func isMet(by step: TraceStep) -> Bool {
    guard node == step.node, place.chain == step.place.chain, place.table == step.place.table else { return false }
    if place.rule == step.place.rule,
      !TableName.allCases.contains(where: { $0.builtInChains.contains(ChainName(place.chain)) })
    {
      return true
    }
    let script = try? RestoreScript(parsing: "*filter\n\(step.rule)\nCOMMIT\n")
    guard let script, script.commands.count > 1, case .append(let rule, _) = script.commands[1] else { return false }
    return rule == parsed
  }
}

/// A simulated trace with what its rules have counted, and the other rules that have counted.
public struct CountedTrace: Sendable {
  /// The steps, each with the packets of its rule; `nil` where it has met none, or is no rule.
  public var steps: [(step: TraceStep, packets: UInt64?)]
  /// The rules that no step is about.
  public var rest: [RuleCount]

  /// Finds the rules of a trace among those that have moved.
  public init(_ trace: [TraceStep], moved: [RuleCount]) {
    var met: Set<Int> = []
    steps = trace.map { step in
      guard step.place.rule != nil, let index = moved.firstIndex(where: { $0.isMet(by: step) }) else {
        return (step, nil)
      }
      met.insert(index)
      return (step, moved[index].packets)
    }
    rest = moved.enumerated().filter { !met.contains($0.offset) }.map(\.element)
  }
}

extension LabNetwork {
  /// The rules of all nodes that have matched more packets than `before` says, with how many more.
  public func moved(since before: [RuleCount], in family: AddressFamily, nodes: [NodeName]) throws(LabError)
    -> [RuleCount]
  {
    let former = Dictionary(
      before.map { (RuleKey($0), $0.packets) }, uniquingKeysWith: { first, _ in first })
    return try counts(in: family, nodes: nodes).compactMap { count in
      var moved = count
      moved.packets -= min(count.packets, former[RuleKey(count)] ?? 0)
      return moved.packets > 0 ? moved : nil
    }
  }

  private struct RuleKey: Hashable {
    var node: NodeName
    var place: ProgramPlace

    init(_ count: RuleCount) { (node, place) = (count.node, count.place) }
  }

  /// The counters of all rules of all nodes, whose names are given in the order of their places.
  public func counts(in family: AddressFamily, nodes: [NodeName]) throws(LabError) -> [RuleCount] {
    var all: [RuleCount] = []
    for (node, place) in plan.nodePlaces {
      for table in try countedProgram(at: place, family).tables {
        all += table.savedChains.flatMap { Self.counts(of: $0, table.name, on: nodes[node]) }
      }
    }
    return all
  }

  private static func counts(of chain: Chain, _ table: TableName, on node: NodeName) -> [RuleCount] {
    chain.rules.enumerated().map { index, rule in
      var line = TextBuffer()
      line.append(rule, in: chain.name, as: .save)
      let place = ProgramPlace(table: table.rawValue, chain: chain.name.text, rule: index + 1)
      return RuleCount(
        node: node, place: place, rule: line.text, packets: rule.counters?.packets ?? 0, parsed: rule)
    }
  }
}
