extension Selector {
  /// Whether an object with these labels is selected; `value` gives a label's value, `nil` where it is missing.
  func matches(_ value: (String) -> String?) -> Bool {
    switch self {
    case .all, .global: true
    case .has(let label): value(label) != nil
    case .compares(let label, let comparison, let wanted): comparison.holds(value(label), wanted)
    case .isIn(let label, let values): value(label).map { values.contains($0) } ?? false
    case .notIn(let label, let values): value(label).map { !values.contains($0) } ?? true
    case .not(let operand): !operand.matches(value)
    case .and(let operands): operands.allSatisfy { $0.matches(value) }
    case .or(let operands): operands.contains { $0.matches(value) }
    }
  }

  /// Whether an object with these labels is selected.
  func matches(_ labels: [String: String]) -> Bool { matches { labels[$0] } }
}

extension Selector.Comparison {
  /// Whether it holds between a label's value, or none, and the one that is written. Bytes count, not characters.
  func holds(_ value: String?, _ wanted: String) -> Bool {
    guard let value else { return self == .unequal }
    let (bytes, part) = (Array(value.utf8), Array(wanted.utf8))
    return switch self {
    case .equal: bytes == part
    case .unequal: bytes != part
    case .startsWith: bytes.starts(with: part)
    case .endsWith: bytes.suffix(part.count).elementsEqual(part)
    case .contains:
      part.isEmpty || bytes.indices.contains { bytes[$0...].starts(with: part) }
    }
  }
}
