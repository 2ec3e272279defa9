internal import PolicyModel

/// Kubernetes selectors in Calico's language.
///
/// Source: `libcalico-go/lib/backend/k8s/conversion/conversion.go`, `k8sSelectorToCalico`.
struct SelectorText {
  let symbols: SymbolTable

  /// What every pod selector begins with: only pods have this label.
  static let podsOnly = "projectcalico.org/orchestrator == 'k8s'"

  /// A pod selector; `nil` is every pod.
  func pods(_ selector: LabelSelector?) -> String {
    ([Self.podsOnly] + (selector.map(terms) ?? [])).joined(separator: " && ")
  }

  /// A namespace selector: nothing where there is none, and `all()` for the empty one.
  func namespaces(_ selector: LabelSelector?) -> String {
    guard let selector else { return "" }
    return selector.isEmpty ? "all()" : terms(selector).joined(separator: " && ")
  }

  private func terms(_ selector: LabelSelector) -> [String] {
    let labels = selector.matchLabels.map { "\(symbols.text($0.key)) == '\(symbols.text($0.value))'" }
    return labels
      + selector.matchExpressions.map { requirement in
        let key = symbols.text(requirement.key)
        let values = requirement.values.map { symbols.text($0) }.joined(separator: "', '")
        return switch requirement.comparison {
        case .isIn: "\(key) in { '\(values)' }"
        case .notIn: "\(key) not in { '\(values)' }"
        case .exists: "has(\(key))"
        case .doesNotExist: "! has(\(key))"
        }
      }
  }
}
