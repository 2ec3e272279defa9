internal import PolicyModel

/// Selectors turned into set conditions.
///
/// Source: `npm/pkg/controlplane/translation/parseSelector.go`.
struct Selectors {
  let symbols: SymbolTable
  /// The policy whose selectors these are: it owns the lists of label values.
  let policy: ObjectName

  /// The conditions of a pod selector, without those of its namespace.
  ///
  /// matchLabels in key order, then matchExpressions as given; several values of one key become one nested list.
  func pods(_ selector: LabelSelector) -> SelectorConditions {
    var result = SelectorConditions()
    for label in selector.matchLabels { result.append(SetCondition(.podLabel(label))) }
    for requirement in selector.matchExpressions {
      let isNegated = requirement.comparison.isNegative
      if requirement.comparison.hasValues, requirement.values.count > 1 {
        let list = SetKey.nestedLabel(policy: policy, key: requirement.key, values: requirement.values)
        let members = requirement.values.map { SetKey.podLabel(Label(requirement.key, $0)) }
        result.append(SetCondition(list, isNegated: isNegated), nesting: members)
      } else if requirement.comparison.hasValues, let value = requirement.values.first {
        result.append(SetCondition(.podLabel(Label(requirement.key, value)), isNegated: isNegated))
      } else if !requirement.comparison.hasValues {
        result.append(SetCondition(.podLabelKey(requirement.key), isNegated: isNegated))
      }
    }
    return result
  }

  /// The conditions of a pod selector of the policy's own namespace, which comes last.
  func podsOfNamespace(_ selector: LabelSelector) -> SelectorConditions {
    var result = pods(selector)
    result.append(SetCondition(.namespace(policy.namespace)))
    return result
  }

  /// The conditions of a namespace selector: alternatives, each a rule of its own.
  ///
  /// Every requirement with several values, `NotIn` too, is multiplied out, and the alternatives are OR-ed: with
  /// `NotIn` this lets everybody in. Conditions of one value come before those multiplied out.
  func namespaces(_ selector: LabelSelector) -> [SelectorConditions] {
    var base = SelectorConditions()
    if selector.isEmpty { base.append(SetCondition(.allNamespaces)) }
    for label in selector.matchLabels { base.append(SetCondition(.namespaceLabel(label))) }
    var alternatives: [[SetCondition]] = [[]]
    for requirement in selector.matchExpressions {
      let isNegated = requirement.comparison.isNegative
      guard requirement.comparison.hasValues else {
        let key = SetKey.namespaces(withKey: requirement.key, in: symbols)
        base.append(SetCondition(key, isNegated: isNegated))
        continue
      }
      let choices = requirement.values.map {
        SetCondition(.namespaceLabel(Label(requirement.key, $0)), isNegated: isNegated)
      }
      if choices.count > 1 {
        alternatives = alternatives.flatMap { taken in choices.map { taken + [$0] } }
      } else if let only = choices.first {
        base.append(only)
      }
    }
    return alternatives.map { chosen in
      var result = base
      for condition in chosen { result.append(condition) }
      return result
    }
  }
}

extension LabelRequirement.Operator {
  /// Whether it holds where the label is not there.
  var isNegative: Bool { self == .notIn || self == .doesNotExist }

  /// Whether it compares values.
  var hasValues: Bool { self == .isIn || self == .notIn }
}
