/// The rules on comments: what others see is documented, and what is dangerous has its reason above it.
enum Documentation {
  /// The declarations that other modules see and that have no `///` above.
  static func undocumented(in source: SwiftSource) -> [Violation] {
    source.codeLines.indices.compactMap { index in
      guard let name = visibleDeclaration(source.codeLines[index]) else { return nil }
      var above = index - 1
      while above >= 0, isSkipped(source.lines[above]) { above -= 1 }
      guard above < 0 || !trimmed(source.lines[above]).hasPrefix("///") else { return nil }
      return Violation(path: source.path, line: index + 1, message: "\(name) has no documentation comment")
    }
  }

  /// The places that need a reason and have no `//` comment right above.
  static func unreasoned(in source: SwiftSource) -> [Violation] {
    source.codeLines.indices.compactMap { index in
      guard let word = dangerousWord(source.codeLines[index]), !hasReason(above: index, in: source) else { return nil }
      return Violation(path: source.path, line: index + 1, message: "\(word) needs its reason in a // comment above")
    }
  }

  private static func trimmed(_ line: String) -> Substring { line.drop { $0 == " " } }

  /// Lines that may stand between a comment and its declaration: attributes, and comments that are not documentation.
  private static func isSkipped(_ line: String) -> Bool {
    let line = trimmed(line)
    return line.hasPrefix("@") || (line.hasPrefix("//") && !line.hasPrefix("///"))
  }

  /// What takes a documentation comment; imports and extensions do not.
  private static let documented: Set<String> = [
    "actor", "associatedtype", "case", "class", "enum", "func", "init", "let", "macro", "protocol", "struct",
    "subscript", "typealias", "var",
  ]

  /// The word that names what a line declares, if other modules see it and it takes a comment.
  private static func visibleDeclaration(_ line: String) -> String? {
    let modifiers: Set<String> = [
      "static", "final", "nonisolated", "override", "mutating", "indirect", "required", "convenience", "lazy",
      "prefix", "postfix", "infix", "borrowing", "consuming",
    ]
    var words = line.split(separator: " ").map(String.init)[...]
    var isVisible = false
    while let first = words.popFirst() {
      let isLevel = ["public", "package", "open"].contains(first)
      let isOfClass = first == "class" && ["func", "var"].contains(words.first)
      if isLevel { isVisible = true }
      if isLevel || isOfClass || first.hasPrefix("@") || first.hasSuffix(")") && !first.contains("init(")
        || modifiers.contains(first)
      {
        continue
      }
      words.insert(first, at: words.startIndex)
      break
    }
    guard isVisible, let kind = words.first?.prefix(while: \.isLetter).description, documented.contains(kind)
    else { return nil }
    return words.prefix(2).joined(separator: " ")
  }

  private static func dangerousWord(_ line: String) -> String? {
    if line.contains("@unchecked Sendable") { return "@unchecked Sendable" }
    if line.contains("try!") { return "try!" }
    return line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      .first { $0 == "fatalError" || $0.hasPrefix("unsafe") }.map(String.init)
  }

  /// Whether the comment lines right above, attributes between them aside, hold one that is not documentation.
  private static func hasReason(above index: Int, in source: SwiftSource) -> Bool {
    for line in source.lines[..<index].reversed().map(trimmed) {
      if line.hasPrefix("//"), !line.hasPrefix("///") { return true }
      if !line.hasPrefix("///"), !line.hasPrefix("@") { return false }
    }
    return false
  }
}
