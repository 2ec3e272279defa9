internal import PolicyModel

/// A set that a rule asks about, and whether the packet's address must be in it or must not.
struct SetCondition: Hashable {
  var key: SetKey
  var isNegated: Bool

  init(_ key: SetKey, isNegated: Bool = false) {
    self.key = key
    self.isNegated = isNegated
  }
}

/// What a selector becomes: conditions that must all hold, and the lists of labels that they need.
struct SelectorConditions {
  /// In the order of the rule's set matches, each condition once.
  private(set) var conditions: [SetCondition] = []
  /// The sets of several label values, each with its members.
  private(set) var nested: [(list: SetKey, members: [SetKey])] = []

  mutating func append(_ condition: SetCondition) {
    if !conditions.contains(condition) { conditions.append(condition) }
  }

  mutating func append(_ condition: SetCondition, nesting members: [SetKey]) {
    append(condition)
    nested.append((condition.key, members))
  }

  mutating func append(_ other: SelectorConditions) {
    for condition in other.conditions { append(condition) }
    nested += other.nested
  }
}
