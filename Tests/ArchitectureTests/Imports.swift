/// The rule on imports.
enum Imports {
  /// The modules that a file imports, each with its line: whatever the access level, attributes and kind of import.
  static func modules(of source: SwiftSource) -> [(name: String, line: Int)] {
    var found: [(String, Int)] = []
    for (index, line) in source.codeLines.enumerated() {
      for statement in line.split(separator: ";") {
        if let name = module(of: statement) { found.append((name, index + 1)) }
      }
    }
    return found
  }

  /// What is wrong with the imports of a file under `Modules`, `Plugins` or `Tools`.
  static func violations(in source: SwiftSource) -> [Violation] {
    let parts = source.path.split(separator: "/")
    guard parts.count > 2 else {
      return [Violation(path: source.path, line: 0, message: "a source file belongs into a module's folder")]
    }
    return modules(of: source).compactMap { imported in
      Layers.objection(to: imported.name, in: String(parts[1]), isTool: parts[0] == "Tools")
        .map { Violation(path: source.path, line: imported.line, message: $0) }
    }
  }

  private static func module(of statement: Substring) -> String? {
    let levels: Set<String> = ["public", "package", "internal", "private", "fileprivate"]
    let kinds: Set<String> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor"]
    var words = statement.split(whereSeparator: \.isWhitespace).map(String.init)[...]
    while let first = words.first, first.hasPrefix("@") || levels.contains(first) { words = words.dropFirst() }
    guard words.first == "import" else { return nil }
    words = words.dropFirst()
    if let kind = words.first, kinds.contains(kind) { words = words.dropFirst() }
    return words.first?.split(separator: ".").first.map(String.init)
  }
}
