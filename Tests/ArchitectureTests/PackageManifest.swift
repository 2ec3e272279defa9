import Support

/// What `Package.swift` says of its targets, read from its text: `room(…)`, `plugin(…)` and `.executableTarget(…)`.
struct PackageManifest {
  /// A target of `Modules`, `Plugins` or `Tools`.
  struct Declaration {
    var name: String
    var isTool: Bool
    var dependencies: [String]
    var line: Int
  }

  let declarations: [Declaration]

  init(text: String) {
    let source = SwiftSource(path: "Package.swift", text: text)
    let bytes = Array(text.utf8)
    let products = Self.products(in: text)
    var declarations: [Declaration] = []
    var cursor = CodeCursor(source.code)
    var previous = ""
    while let word = cursor.nextWord() {
      defer { previous = word.text }
      guard ["room", "plugin", "executableTarget"].contains(word.text), previous != "func" else { continue }
      guard cursor.at < bytes.count, bytes[cursor.at] == UInt8(ascii: "(") else { continue }
      let call = cursor.at..<cursor.close(of: cursor.at)
      let literals = Self.literals(String(decoding: bytes[call], as: UTF8.self)).filter { !$0.contains("/") }
      guard let name = literals.first else { continue }
      var inside = CodeCursor(Array(source.code[call]))
      var words: Set<String> = []
      while let word = inside.nextWord() { words.insert(word.text) }
      let outside = products.filter { words.contains($0.key) }.map(\.value)
      declarations.append(
        Declaration(
          name: name, isTool: word.text == "executableTarget",
          dependencies: literals.dropFirst().filter { !$0.contains(".") } + outside.sorted(),
          line: source.line(at: word.range.lowerBound)))
    }
    self.declarations = declarations
  }

  /// What the layers do not allow among the declared dependencies.
  var violations: [Violation] {
    declarations.flatMap { target in
      target.dependencies.compactMap { dependency in
        Layers.objection(to: dependency, in: target.name, isTool: target.isTool)
          .map { Violation(path: "Package.swift", line: target.line, message: $0) }
      }
    }
  }

  /// Imports of the package's own modules that their targets do not declare; they build by luck of the build's order.
  func undeclared(in source: SwiftSource) -> [Violation] {
    let module = source.path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    guard let target = declarations.first(where: { $0.name == module }) else {
      return [Violation(path: source.path, line: 0, message: "Package.swift has no target \(module)")]
    }
    let known = Set(declarations.flatMap { [$0.name] + $0.dependencies })
    return Imports.modules(of: source).compactMap { imported in
      guard known.contains(imported.name), imported.name != module, !target.dependencies.contains(imported.name)
      else { return nil }
      return Violation(
        path: source.path, line: imported.line, message: "Package.swift does not give \(imported.name) to \(module)")
    }
  }

  private static func literals(_ text: String) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// The names that the manifest gives to products of other packages: `argumentParser` to `ArgumentParser`.
  private static func products(in text: String) -> [String: String] {
    var products: [String: String] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("let ") && line.contains(".product(") {
      let name = line.dropFirst("let ".count).prefix { $0 != " " && $0 != ":" }
      products[String(name)] = literals(String(line)).first
    }
    return products
  }
}
