public import Diagnostics

/// A Kubernetes label selector: every part must hold; an empty one selects everything.
public struct LabelSelector: Hashable, Sendable {
  /// Labels that must be there, in ascending order of their keys.
  public var matchLabels: [Label]
  /// Requirements in the order given.
  public var matchExpressions: [LabelRequirement]
  /// Where it was read.
  public var position: SourcePosition

  /// A selector; `matchLabels` in key order.
  public init(
    matchLabels: [Label] = [], matchExpressions: [LabelRequirement] = [], position: SourcePosition = .none
  ) {
    self.matchLabels = matchLabels
    self.matchExpressions = matchExpressions
    self.position = position
  }

  /// Whether it selects everything.
  public var isEmpty: Bool { matchLabels.isEmpty && matchExpressions.isEmpty }

  /// Whether an object with these labels is selected, by the API's definition.
  public func matches(_ labels: LabelSet) -> Bool {
    matchLabels.allSatisfy { labels.contains($0) } && matchExpressions.allSatisfy { $0.matches(labels) }
  }
}

/// One entry of `matchExpressions`.
public struct LabelRequirement: Hashable, Sendable {
  /// How key and values are compared.
  public enum Operator: String, Hashable, Sendable, CaseIterable {
    /// The label is there and its value is listed.
    case isIn = "In"
    /// The label is missing, or its value is not listed.
    case notIn = "NotIn"
    /// The label is there.
    case exists = "Exists"
    /// The label is missing.
    case doesNotExist = "DoesNotExist"
  }

  /// The label's key.
  public var key: Symbol
  /// How it is compared.
  public var comparison: Operator
  /// The values in the order given; none for `Exists` and `DoesNotExist`.
  public var values: [Symbol]
  /// Where it was read.
  public var position: SourcePosition

  /// A requirement.
  public init(_ key: Symbol, _ comparison: Operator, _ values: [Symbol] = [], position: SourcePosition = .none) {
    self.key = key
    self.comparison = comparison
    self.values = values
    self.position = position
  }

  /// Whether an object with these labels meets the requirement.
  public func matches(_ labels: LabelSet) -> Bool {
    let value = labels.value(of: key)
    return switch comparison {
    case .isIn: value.map { values.contains($0) } ?? false
    case .notIn: value.map { !values.contains($0) } ?? true
    case .exists: value != nil
    case .doesNotExist: value == nil
    }
  }
}
