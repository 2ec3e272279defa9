/// Walks over masked code by words and brackets: as much of Swift's grammar as the rules need.
struct CodeCursor {
  struct Word {
    var text: String
    var range: Range<Int>
    /// Whether a dot stands right before it, as in `self.init`.
    var isMember: Bool
  }

  let code: [UInt8]
  private(set) var at = 0

  init(_ code: [UInt8]) { self.code = code }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...:
      true
    default: false
    }
  }

  /// The next word behind the cursor, which moves behind it.
  mutating func nextWord() -> Word? {
    while at < code.count, !Self.isWordByte(code[at]) { at += 1 }
    let start = at
    while at < code.count, Self.isWordByte(code[at]) { at += 1 }
    guard at > start else { return nil }
    let isMember = start > 0 && code[start - 1] == UInt8(ascii: ".")
    return Word(text: String(decoding: code[start..<at], as: UTF8.self), range: start..<at, isMember: isMember)
  }

  /// The name and the number of parameters of the declaration whose keyword stands right before the cursor.
  mutating func signature(of keyword: String) -> (name: String, parameters: Int)? {
    skipSpace()
    let start = at
    switch keyword {
    case "func":
      while at < code.count, !" (\n<".utf8.contains(code[at]) { at += 1 }
      // An operator may hold the character that opens generic parameters.
      if at == start { while at < code.count, !" (\n".utf8.contains(code[at]) { at += 1 } }
    case "deinit": return ("", 0)
    case "var":
      while at < code.count, Self.isWordByte(code[at]) { at += 1 }
      return (String(decoding: code[start..<at], as: UTF8.self), 0)
    default: while at < code.count, "?!".utf8.contains(code[at]) { at += 1 }
    }
    let name = String(decoding: code[start..<at], as: UTF8.self)
    skipSpace()
    if at < code.count, code[at] == UInt8(ascii: "<") { at = close(of: at) + 1 }
    skipSpace()
    guard at < code.count, code[at] == UInt8(ascii: "(") else { return nil }
    let end = close(of: at)
    let parameters = parts(at + 1..<end)
    at = end + 1
    return (name, parameters)
  }

  /// The opening brace of the body that belongs to the declaration before the cursor; `nil` if it has none.
  mutating func body(isProperty: Bool) -> Int? {
    while at < code.count {
      switch code[at] {
      case UInt8(ascii: "{"): return at
      case UInt8(ascii: "("), UInt8(ascii: "["): at = close(of: at)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ";"): return nil
      case UInt8(ascii: "=") where isProperty && !isPartOfOperator(at): return nil
      case 10 where !continuesAfterLine(at): return nil
      default: break
      }
      at += 1
    }
    return nil
  }

  /// The bracket that closes the one at `open`; the last byte if none does.
  func close(of open: Int) -> Int {
    let opening = code[open]
    // In ASCII a closing bracket is the second after its opening one, a closing parenthesis the next.
    let closing = opening == UInt8(ascii: "(") ? opening + 1 : opening + 2
    var depth = 0
    for index in open..<code.count {
      if code[index] == opening { depth += 1 }
      guard code[index] == closing else { continue }
      // The arrow of a function type closes nothing.
      if code[index] == 62, code[index - 1] == UInt8(ascii: "-") { continue }
      depth -= 1
      if depth == 0 { return index }
    }
    return max(open, code.count - 1)
  }

  /// Whether there is nothing but white space in a range, and `word` at most.
  func isBlank(_ range: Range<Int>, except word: String = "") -> Bool {
    let rest = code[range].drop { $0 == 32 || $0 == 10 }
    if rest.isEmpty { return true }
    return !word.isEmpty && rest.starts(with: word.utf8) && rest.dropFirst(word.utf8.count).allSatisfy { $0 <= 32 }
  }

  /// Whether the `var` at `index` binds in a condition or pattern, where braces open the statement's block.
  func isBinding(before index: Int) -> Bool {
    let line = code[..<index].reversed().prefix { $0 != 10 && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: ";") }
    let words = line.reversed().split { !Self.isWordByte($0) }.map { String(decoding: $0, as: UTF8.self) }
    return ["if", "guard", "while", "for", "case"].contains { words.contains($0) }
  }

  private mutating func skipSpace() { while at < code.count, code[at] <= 32 { at += 1 } }

  /// The number of parts between the commas that stand in no bracket; white space is no part.
  private func parts(_ range: Range<Int>) -> Int {
    var (count, depth, hasText) = (0, 0, false)
    for index in range {
      let byte = code[index]
      if "([{<".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) || (byte == 62 && code[index - 1] != UInt8(ascii: "-")) { depth -= 1 }
      if byte == UInt8(ascii: ","), depth == 0 {
        hasText = false
      } else if byte > 32, !hasText {
        (count, hasText) = (count + 1, true)
      }
    }
    return count
  }

  private func isPartOfOperator(_ index: Int) -> Bool {
    let neighbours = [index - 1, index + 1].filter { code.indices.contains($0) }.map { code[$0] }
    return neighbours.contains { "=<>!".utf8.contains($0) }
  }

  /// Whether the declaration goes on behind the line feed at `index`.
  private func continuesAfterLine(_ index: Int) -> Bool {
    let before = code[..<index].reversed().drop { $0 <= 32 }.prefix(6).reversed().map { $0 }
    if let last = before.last, ",:&".utf8.contains(last) { return true }
    if before.suffix(2) == Array("->".utf8) || before.suffix(5) == Array("where".utf8) { return true }
    let after = code[index...].drop { $0 <= 32 }
    return ["{", "->", "where ", "throws", "async", "rethrows"].contains { after.starts(with: $0.utf8) }
  }
}
