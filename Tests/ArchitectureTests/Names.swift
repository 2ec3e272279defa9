/// The rule on names: a file or type is called after what it is, not after where its author put odds and ends.
enum Names {
  static let forbidden: Set<String> = [
    "Utils", "Util", "Utilities", "Helpers", "Helper", "Common", "Extras", "Manager",
  ]

  /// The names of folder, file and types in one source that say nothing.
  static func violations(in source: SwiftSource) -> [Violation] {
    var found: [Violation] = []
    for part in source.path.split(separator: "/") {
      for name in part.split(whereSeparator: { ".+".contains($0) }) where isForbidden(name) {
        found.append(Violation(path: source.path, line: 0, message: "the name \(name) says nothing"))
      }
    }
    let kinds: Set<String> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    var cursor = CodeCursor(source.code)
    while let word = cursor.nextWord() {
      guard kinds.contains(word.text), !word.isMember else { continue }
      var ahead = cursor
      if let name = ahead.nextWord(), isForbidden(name.text) {
        let line = source.line(at: name.range.lowerBound)
        found.append(Violation(path: source.path, line: line, message: "the name \(name.text) says nothing"))
      }
    }
    return found
  }

  /// Whether a camel-case name has a forbidden word in it, or is `Types` and nothing more.
  static func isForbidden(_ name: some StringProtocol) -> Bool {
    var words: [String] = []
    for character in name {
      if character.isUppercase || words.isEmpty { words.append("") }
      words[words.count - 1].append(character)
    }
    return name == "Types" || words.contains { forbidden.contains($0) }
  }
}
