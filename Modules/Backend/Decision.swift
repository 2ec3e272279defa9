public import PolicyModel
public import Traffic

/// What becomes of a packet, and why.
public struct Decision: Hashable, Sendable {
  /// Whether it arrives.
  public var verdict: Verdict
  /// The rules that matched, in the order met, over all nodes of the packet's way.
  public var trace: [TraceStep]
  /// The policies' rules that the packet met and that did not match, in the order met.
  public var misses: [Miss]

  /// A decision.
  public init(_ verdict: Verdict, trace: [TraceStep], misses: [Miss] = []) {
    self.verdict = verdict
    self.trace = trace
    self.misses = misses
  }
}

/// A rule of a policy that would have let a packet pass, and why it did not.
public struct Miss: Hashable, Sendable {
  /// The rule of the policy.
  public var source: PolicyReference
  /// The first condition that failed, in words.
  public var reason: String

  /// A miss.
  public init(_ source: PolicyReference, _ reason: String) { (self.source, self.reason) = (source, reason) }
}

/// One rule that a packet matched, or the policy of a chain that it fell out of.
public struct TraceStep: Hashable, Sendable {
  /// The node on which it happened.
  public var node: NodeName
  /// Where in the engine's program, for example table, chain and rule number: `filter FORWARD 1`.
  public var location: String
  /// The rule as the engine's tools write it.
  public var rule: String
  /// What made it match: the sets and members, in words; empty where the rule has no such condition.
  public var reasons: [String]
  /// The rule of the policy that it came from, if it came from one.
  public var source: PolicyReference?

  /// A step.
  public init(node: NodeName, location: String, rule: String, reasons: [String], source: PolicyReference?) {
    self.node = node
    self.location = location
    self.rule = rule
    self.reasons = reasons
    self.source = source
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
