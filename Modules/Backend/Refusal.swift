public import Diagnostics
public import PolicyModel

/// A policy that an engine does not enforce.
public struct Refusal: Hashable, Sendable {
  /// What becomes of the pods that the policy selects.
  public enum Consequence: Hashable, Sendable {
    /// The policy has no effect: its pods are as open as if it did not exist.
    case ignored
    /// A part of the policy has no effect.
    case partlyIgnored(String)
  }

  /// The policy.
  public var policy: ObjectName
  /// The field, as in `spec.egress[0].to[1].ipBlock.cidr`.
  public var path: String
  /// The field's value.
  public var value: String
  /// Why, in the user's words: it follows field and value, as in `is IPv6`.
  public var reason: String
  /// The engine's own words.
  public var engineMessage: String
  /// What becomes of the pods.
  public var consequence: Consequence
  /// What to do about it.
  public var remedy: String
  /// Where the field was read.
  public var position: SourcePosition

  /// A refusal; the engine ignores the whole policy unless `consequence` says otherwise.
  public init(
    _ policy: ObjectName, path: String, value: String, reason: String, position: SourcePosition
  ) {
    self.policy = policy
    self.path = path
    self.value = value
    self.reason = reason
    self.position = position
    engineMessage = ""
    consequence = .ignored
    remedy = ""
  }

  /// Field, value and reason, and the engine's words in brackets.
  public var message: String { "\(path) \"\(value)\" \(reason) (\(engineMessage))" }
}
