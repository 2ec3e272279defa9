internal import Text

extension Selector {
  /// The one text of all selectors that read alike; Calico names sets by its digest.
  var normalForm: String {
    var text = TextBuffer(capacity: 120)
    append(to: &text)
    return text.text
  }

  private func append(to text: inout TextBuffer) {
    switch self {
    case .all: text.append(literal: "all()")
    case .global: text.append(literal: "global()")
    case .has(let label):
      text.append(literal: "has(")
      text.append(label)
      text.append(literal: ")")
    case .compares(let label, let comparison, let value):
      text.append("\(label) \(comparison.rawValue) ")
      text.append(quoting: value)
    case .isIn(let label, let values):
      text.append(label)
      text.append(literal: " in {")
      text.append(list: values)
    case .notIn(let label, let values):
      text.append(label)
      text.append(literal: " not in {")
      text.append(list: values)
    case .not(let operand):
      text.append(literal: "!")
      operand.append(to: &text)
    case .and(let operands): Self.append(operands, joinedBy: " && ", to: &text)
    case .or(let operands): Self.append(operands, joinedBy: " || ", to: &text)
    }
  }

  private static func append(_ operands: [Selector], joinedBy word: StaticString, to text: inout TextBuffer) {
    text.append(literal: "(")
    for (index, operand) in operands.enumerated() {
      if index > 0 { text.append(literal: word) }
      operand.append(to: &text)
    }
    text.append(literal: ")")
  }
}

extension TextBuffer {
  /// Appends a value in double quotes, or in single ones if it holds a double one.
  fileprivate mutating func append(quoting value: String) {
    let quote: UInt8 = value.utf8.contains(34) ? 39 : 34
    append(byte: quote)
    append(value)
    append(byte: quote)
  }

  /// Appends values with commas, and the brace that closes the list.
  fileprivate mutating func append(list values: [String]) {
    for (index, value) in values.enumerated() {
      if index > 0 { append(literal: ", ") }
      append(quoting: value)
    }
    append(literal: "}")
  }
}
