internal import Text

/// A value of a resource; empty texts, lists and fields are as good as none and are not written.
indirect enum ResourceValue: Sendable {
  case text(String)
  case number(Int)
  case list([ResourceValue])
  case fields([(name: String, value: ResourceValue)])

  /// Whether there is nothing to write.
  var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .number: false
    case .list(let values): values.isEmpty
    case .fields(let fields): fields.allSatisfy { $0.value.isEmpty }
    }
  }

  /// The fields that are written.
  static func written(_ fields: [(name: String, value: ResourceValue)]) -> [(name: String, value: ResourceValue)] {
    fields.filter { !$0.value.isEmpty }
  }
}

extension TextBuffer {
  /// Appends a value as YAML, block by block, ended by a line feed; `depth` counts steps of two spaces.
  mutating func append(_ value: ResourceValue, depth: Int = 0) {
    switch value {
    case .text(let text): append(quoted(text) + "\n")
    case .number(let number): append("\(number)\n")
    case .list(let values):
      for value in values {
        indent(depth)
        append(literal: "- ")
        append(value, depth: depth + 1)
      }
    case .fields(let fields):
      for (index, field) in ResourceValue.written(fields).enumerated() {
        if index > 0 || depth == 0 { indent(depth) }
        append("\(field.name):")
        append(field.value, under: depth)
      }
    }
  }

  private mutating func append(_ value: ResourceValue, under depth: Int) {
    switch value {
    case .text, .number:
      append(literal: " ")
      append(value)
    case .list:
      append(literal: "\n")
      append(value, depth: depth + 1)
    case .fields:
      append(literal: "\n")
      indent(depth + 1)
      append(value, depth: depth + 1)
    }
  }

  private mutating func indent(_ depth: Int) {
    for _ in 0..<depth { append(literal: "  ") }
  }

  /// Words that YAML takes for texts stay bare; all else is in double quotes, as JSON writes it.
  private func quoted(_ text: String) -> String {
    let isWord = text.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 47, 95: true
      default: false
      }
    }
    let isLetter = text.utf8.first.map { (97...122).contains($0 | 32) } ?? false
    if isWord, isLetter, !Self.valueWords.contains(text.lowercased()) { return text }
    var json = JSONWriter(layout: .compact)
    json.string(text)
    return json.buffer.text
  }

  /// What YAML 1.1 takes for Booleans and null.
  private static let valueWords: Set<String> = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]
}
