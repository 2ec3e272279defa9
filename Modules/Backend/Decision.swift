public import PolicyModel
public import Traffic

/// What becomes of a packet, and why.
public struct Decision: Hashable, Sendable {
  /// Whether it arrives.
  public var verdict: Verdict
  /// The rules that matched, in the order met, over all nodes of the packet's way.
  public var trace: [TraceStep]
  /// What the policies say that deny it; `nil` where it is allowed, or where no policy denies it.
  public var denial: Denial?

  /// A decision.
  public init(_ verdict: Verdict, trace: [TraceStep] = [], denial: Denial? = nil) {
    self.verdict = verdict
    self.trace = trace
    self.denial = denial
  }
}

extension Decision {
  /// The places in policies that decide, each once: the policies that deny, else the rules that let the packet pass.
  public var deciding: [PolicyReference] { denial == nil ? allowingRules : denyingPolicies }

  /// The policies that deny.
  public var denyingPolicies: [PolicyReference] { denial?.policies.map(\.source) ?? [] }

  /// The policies' rules that the packet matched, each once; none where it is denied.
  public var allowingRules: [PolicyReference] {
    guard denial == nil else { return [] }
    var found: [PolicyReference] = []
    for case let source? in trace.map(\.source) where source.rule != nil && !found.contains(source) {
      found.append(source)
    }
    return found
  }
}

/// One rule that a packet matched, or the policy of a chain that it fell out of.
public struct TraceStep: Hashable, Sendable {
  /// The node on which it happened.
  public var node: NodeName
  /// Where in the engine's program.
  public var place: ProgramPlace
  /// The rule as the engine's tools write it.
  public var rule: String
  /// The sets that made it match, in the rule's order.
  public var sets: [SetEvidence]
  /// The rule of the policy that it came from, if it came from one.
  public var source: PolicyReference?

  /// A step.
  public init(
    node: NodeName, place: ProgramPlace, rule: String, sets: [SetEvidence] = [], source: PolicyReference? = nil
  ) {
    self.node = node
    self.place = place
    self.rule = rule
    self.sets = sets
    self.source = source
  }
}

/// Where in an engine's program a rule is.
public struct ProgramPlace: Hashable, Sendable, CustomStringConvertible {
  /// The kernel's hook that led there, such as `FORWARD`, if the engine has such.
  public var hook: String?
  /// The table, if the engine has such.
  public var table: String?
  /// The chain, or whatever holds rules.
  public var chain: String
  /// The number of the rule, from 1; `nil` for what holds at a chain's end.
  public var rule: Int?

  /// A place.
  public init(hook: String? = nil, table: String? = nil, chain: String, rule: Int? = nil) {
    self.hook = hook
    self.table = table
    self.chain = chain
    self.rule = rule
  }

  /// Table, chain and number: `filter FORWARD 1`.
  public var description: String {
    [table, chain, rule.map { String($0) }].compactMap(\.self).joined(separator: " ")
  }
}

/// What a set had to do with a rule's match.
public struct SetEvidence: Hashable, Sendable, CustomStringConvertible {
  /// The set's name in the kernel.
  public var name: String
  /// What the set stands for to people; the name where nothing else is known.
  public var label: String
  /// What was looked for: `10.0.0.1`, or `10.0.0.1,tcp:80`.
  public var subject: String
  /// The member that decided: a block, an address, or the set of a list; `nil` where none covers it.
  public var member: String?
  /// Whether the rule asks that it be not in the set.
  public var isNegated: Bool

  /// Evidence; the set's label is its name unless one is given.
  public init(name: String, label: String, subject: String, member: String?, isNegated: Bool) {
    self.name = name
    self.label = label.isEmpty ? name : label
    self.subject = subject
    self.member = member
    self.isNegated = isNegated
  }

  /// In words: `10.1.2.3 is in cidr-db-0 (by 10.1.0.0/16)`.
  public var description: String {
    let by = member.flatMap { $0 == subject ? nil : " (by \($0))" } ?? ""
    return "\(subject) is \(isNegated ? "not " : "")in \(label)\(by)"
  }
}

/// A packet whose fate cannot be told, because a rule on its way means something that is not known.
public struct UndecidableError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which rule and why; lower case, no full stop.
  public var message: String

  /// An error.
  public init(_ message: String) { self.message = message }

  /// The message.
  public var description: String { message }
}
