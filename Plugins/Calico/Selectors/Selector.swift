/// A selector in Calico's own language, as it stands after reading: parentheses are gone, operands keep their order.
///
/// Source: `libcalico-go/lib/selector/parser/ast.go`.
indirect enum Selector: Hashable, Sendable {
  /// `all()`; an empty text means the same.
  case all
  /// `global()`; among endpoints it holds for every one.
  case global
  /// `has(k)`.
  case has(String)
  /// A comparison of a label with one value.
  case compares(String, Comparison, String)
  /// `k in {…}`: the label is there with one of these values, which ascend and are different.
  case isIn(String, [String])
  /// `k not in {…}`: the label is missing or has another value.
  case notIn(String, [String])
  /// `!x`.
  case not(Selector)
  /// `x && y`, two operands at least.
  case and([Selector])
  /// `x || y`, two operands at least.
  case or([Selector])

  /// How a label is compared with one value, as it is written.
  enum Comparison: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    /// Also holds where the label is missing.
    case unequal = "!="
    case contains
    case startsWith = "starts with"
    case endsWith = "ends with"
  }

  /// `label in {…}` with the values sorted and each once, as the language keeps them.
  static func isIn(_ label: String, anyOf values: [String]) -> Selector { .isIn(label, sorted(values)) }

  /// `label not in {…}` with the values sorted and each once.
  static func notIn(_ label: String, noneOf values: [String]) -> Selector { .notIn(label, sorted(values)) }

  private static func sorted(_ values: [String]) -> [String] {
    Set(values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The same selector with a prefix before the name of every label.
  func prefixed(_ prefix: String) -> Selector {
    switch self {
    case .all, .global: self
    case .has(let label): .has(prefix + label)
    case .compares(let label, let comparison, let value): .compares(prefix + label, comparison, value)
    case .isIn(let label, let values): .isIn(prefix + label, values)
    case .notIn(let label, let values): .notIn(prefix + label, values)
    case .not(let operand): .not(operand.prefixed(prefix))
    case .and(let operands): .and(operands.map { $0.prefixed(prefix) })
    case .or(let operands): .or(operands.map { $0.prefixed(prefix) })
    }
  }
}
