/// A function, initialiser, subscript or computed property with a body, as the size rules see it.
struct Function {
  /// `func`, `init`, `subscript`, `deinit` or `var`.
  var keyword: String
  /// Its name, as far as it has one.
  var name: String
  /// The first line of the declaration, from 1.
  var line: Int
  /// The line of the closing brace.
  var lastLine: Int
  /// The number of its parameters; 0 for a property.
  var parameterCount: Int
  /// Its body, the braces included, in the source's `code`.
  var body: Range<Int>

  /// From the line of the declaration to that of the closing brace.
  var lineCount: Int { lastLine - line + 1 }
}

extension SwiftSource {
  /// Every function in the file, those inside of others included, in the order of their first lines.
  var functions: [Function] {
    var functions: [Function] = []
    var cursor = CodeCursor(code)
    while let word = cursor.nextWord() {
      guard ["func", "init", "subscript", "deinit", "var"].contains(word.text), !word.isMember else { continue }
      if word.text == "var", cursor.isBinding(before: word.range.lowerBound) { continue }
      var ahead = cursor
      guard let (name, count) = ahead.signature(of: word.text), let open = ahead.body(isProperty: word.text == "var")
      else { continue }
      let end = cursor.close(of: open)
      functions.append(
        Function(
          keyword: word.text, name: name, line: line(at: word.range.lowerBound), lastLine: line(at: end),
          parameterCount: count, body: open..<end + 1))
    }
    return functions
  }

  /// Whether a body is one `switch`, with or without `return` in front, and nothing else.
  func isOneSwitch(_ body: Range<Int>) -> Bool {
    var cursor = CodeCursor(Array(code[body].dropFirst().dropLast()))
    var word = cursor.nextWord()
    if word?.text == "return" { word = cursor.nextWord() }
    guard let word, word.text == "switch", let open = cursor.body(isProperty: true),
      cursor.isBlank(0..<word.range.lowerBound, except: "return")
    else { return false }
    return cursor.isBlank(cursor.close(of: open) + 1..<cursor.code.count)
  }

  /// How deep `if`, `for`, `while`, `switch`, `do` and `repeat` stand within each other in a body; a `switch` and the
  /// branches behind `else` and `catch` count like an `if`, closures and the exits of `guard` do not.
  func nesting(of body: Range<Int>) -> (depth: Int, line: Int) {
    var open: [Bool] = []
    var deepest = (depth: 0, line: line(at: body.lowerBound))
    let first = line(at: body.lowerBound)
    for (offset, text) in codeLines[first..<max(first, line(at: body.upperBound - 1) - 1)].enumerated() {
      var isControl = Self.opensBlock(text)
      for byte in text.utf8 {
        if byte == UInt8(ascii: "}") { _ = open.popLast() }
        guard byte == UInt8(ascii: "{") else { continue }
        open.append(isControl)
        isControl = false
        let depth = open.count { $0 }
        if depth > deepest.depth { deepest = (depth, first + 1 + offset) }
      }
    }
    return deepest
  }

  private static func opensBlock(_ line: String) -> Bool {
    let line = line.drop { $0 == " " || $0 == "}" }
    let words: Set<Substring> = ["if", "for", "while", "switch", "do", "repeat", "else", "catch"]
    return line.last == "{" && words.contains(line.prefix { $0.isLetter })
  }
}
