internal import Backend
internal import PolicyModel
internal import Reachability
internal import Traffic

/// Looks for the causes of differences: asks every engine why it decides the witness as it does.
struct Explanation {
  private let contenders: [Contender]
  private let ends: [JointEnd]
  /// For each contender, what the specification makes of its cluster.
  private let expectations: [any DataplaneProgram]
  /// For each contender, what its engine keeps between questions.
  private let memos: [DeviationMemo]
  private var questions = 0

  init(_ contenders: [Contender], _ ends: [JointEnd], judge: any PolicyBackend) throws {
    self.contenders = contenders
    self.ends = ends
    memos = contenders.map { _ in DeviationMemo() }
    expectations = try contenders.map { try judge.translate($0.cluster) }
  }

  /// The differences with their causes, parted where causes differ, those with the same cause together, known causes
  /// first.
  mutating func explained(_ differences: [Difference]) throws -> [Difference] {
    var found: [Difference] = []
    for var difference in try differences.flatMap({ try scopes(of: $0) }) {
      if difference.cause == nil { difference.cause = try cause(of: difference) }
      for part in try parts(of: difference, by: \.targetGroups) { found += try parts(of: part, by: \.sourceGroups) }
    }
    let order = found.indices.sorted { (key(found[$0]), $0) < (key(found[$1]), $1) }
    return order.map { found[$0] }
  }

  /// Parts what pods and nodes do by whether the pod is on the node, where that is another cause: the verdicts may be the
  /// same, but engines and the specification have their own ways with a node's own pods.
  private mutating func scopes(of difference: Difference) throws -> [Difference] {
    guard difference.scope == .all, let source = difference.sources.first, let target = difference.targets.first,
      (ends[source].kind == .node) != (ends[target].kind == .node)
    else { return [difference] }
    var parts = [Difference.Scope.sameNode, .otherNodes].compactMap { scope -> Difference? in
      var part = difference
      part.scope = scope
      guard let pair = ends.pair(difference.sources, difference.targets, scope) else { return nil }
      (part.witness.source, part.witness.target) = pair
      return part
    }
    guard parts.count == 2 else { return [difference] }
    questions += 2
    for number in parts.indices { parts[number].cause = try cause(of: parts[number]) }
    return parts[0].cause?.isAlike(parts[1].cause) == true ? [difference] : parts
  }

  /// More packets than this are not asked about besides one for each rectangle: groups that come later keep its cause.
  private static let mostQuestions = 5_000

  /// Asks one group of a side after the other, and parts them by their causes.
  private mutating func parts(
    of difference: Difference, by groups: WritableKeyPath<Difference, [[Int]]>
  ) throws -> [Difference] {
    var parts: [Difference] = []
    for group in difference[keyPath: groups] {
      var part = difference
      part[keyPath: groups] = [group]
      guard
        let (source, target) = ends.pair(
          Array(part.sourceGroups.joined()), Array(part.targetGroups.joined()), part.scope)
      else { continue }
      (part.witness.source, part.witness.target) = (source, target)
      if part.witness != difference.witness, questions < Self.mostQuestions {
        part.cause = try cause(of: part)
        questions += 1
      }
      if let place = parts.firstIndex(where: { $0.cause?.isAlike(part.cause) == true }) {
        parts[place][keyPath: groups].append(group)
      } else {
        parts.append(part)
      }
    }
    return parts
  }

  private func key(_ difference: Difference) -> String { difference.cause?.deviation?.id ?? "~" }

  private func cause(of difference: Difference) throws -> Cause {
    var decisions: [Decision] = []
    var answers: [(answer: DeviationAnswer, contender: Int, isDeviant: Bool, isOwnDrop: Bool)] = []
    for (number, contender) in contenders.enumerated() {
      let packet = packet(of: difference.witness, for: number)
      let decision = try contender.program.decide(packet)
      decisions.append(decision)
      var question = DeviationQuestion(
        in: contender.cluster, contender.book, Connection(packet), decision: decision,
        expected: try expectations[number].decide(packet))
      question.refusals = contender.program.refusals
      question.memo = memos[number]
      guard let answer = contender.backend.deviation(question) else { continue }
      // What the specification leaves open is explained by the engine that lets it pass.
      let isDeviant =
        question.isLeftOpen ? decision.verdict == .allowed : decision.verdict != question.expected.verdict
      // Unless another drops it for a reason of its own, which no policy gave.
      let isOwnDrop = question.isLeftOpen && decision.verdict == .denied && decision.deciding.isEmpty
      answers.append((answer, number, isDeviant, isOwnDrop))
    }
    let best = answers.first(where: \.isOwnDrop) ?? answers.first(where: \.isDeviant) ?? answers.first
    guard let best else { return unknown(decisions) }
    return Cause(
      deviation: best.answer.deviation, contender: contenders[best.contender].name, words: best.answer.words,
      sources: best.answer.sources)
  }

  private func packet(of witness: Witness, for number: Int) -> Packet {
    Packet(
      from: ends[witness.source].addresses[number], to: ends[witness.target].addresses[number], witness.ipProtocol,
      port: witness.port)
  }

  /// What can be said without a known cause: which policies decide, under each contender.
  private func unknown(_ decisions: [Decision]) -> Cause {
    var sources: [PolicyReference] = []
    var parts: [String] = []
    for (contender, decision) in zip(contenders, decisions) {
      let deciding = decision.deciding
      for source in deciding where !sources.contains(source) { sources.append(source) }
      let names = deciding.map { "\(contender.cluster.text($0.policy)) \($0.path)" }.joined(separator: ", ")
      parts.append("\(contender.name): \(decision.verdict.rawValue)" + (names.isEmpty ? ", no policy" : " by \(names)"))
    }
    return Cause(
      deviation: nil, contender: nil, words: "none of the known causes: " + parts.joined(separator: "; "),
      sources: sources)
  }
}

extension Cause {
  /// Whether it is the same doing of the same places in policies.
  fileprivate func isAlike(_ other: Cause?) -> Bool {
    guard let other else { return false }
    return deviation == other.deviation && contender == other.contender && sources == other.sources
  }
}
