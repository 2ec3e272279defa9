/// Splits a selector's text into words.
///
/// Source: `libcalico-go/lib/selector/tokenizer/tokenizer.go`.
struct SelectorTokenizer {
  private let text: [UInt8]
  private var position = 0
  private(set) var tokens: [(token: SelectorToken, offset: Int)] = []

  /// No name of a label may be longer.
  static let longestLabel = 512

  private static let symbols: [(text: String, token: SelectorToken)] = [
    ("(", .leftParenthesis), (")", .rightParenthesis), ("{", .leftBrace), ("}", .rightBrace), (",", .comma),
    ("==", .comparison(.equal)), ("!=", .comparison(.unequal)), ("!", .not), ("&&", .and), ("||", .or),
  ]

  /// The operators that are words; spaces within them may be any number, none included.
  private static let operators: [(words: [String], token: SelectorToken)] = [
    (["contains"], .comparison(.contains)), (["starts", "with"], .comparison(.startsWith)),
    (["ends", "with"], .comparison(.endsWith)), (["not", "in"], .notIn), (["in"], .isIn),
  ]

  /// Reads all words; throws where one is none.
  init(_ text: String) throws(SelectorError) {
    self.text = Array(text.utf8)
    skipSpace()
    while position < self.text.count {
      let start = position
      tokens.append((try next(), start))
      skipSpace()
    }
  }

  private mutating func next() throws(SelectorError) -> SelectorToken {
    for symbol in Self.symbols where skip(symbol.text) { return symbol.token }
    switch text[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .value(try quoted())
    case UInt8(ascii: "="): throw error("expected ==")
    case UInt8(ascii: "&"): throw error("expected &&")
    case UInt8(ascii: "|"): throw error("expected ||")
    default: break
    }
    if case .label(let label)? = tokens.last?.token { return try operatorToken(after: label) }
    if skip("has(") {
      skipSpace()
      let label = try identifier()
      try closeCall("has(")
      return .has(label)
    }
    for (call, token) in [("all(", SelectorToken.all), ("global(", .global)] where skip(call) {
      try closeCall(call)
      return token
    }
    return .label(try identifier())
  }

  private mutating func operatorToken(after label: String) throws(SelectorError) -> SelectorToken {
    let start = position
    for (words, token) in Self.operators {
      var isWhole = true
      for word in words where isWhole {
        isWhole = skip(word)
        if words.count > 1 { skipSpace() }
      }
      // What follows an operator must not go on like a name.
      if isWhole, position == text.count || !Self.isNamePart(text[position]) { return token }
      position = start
    }
    throw error("expected an operator after label \"\(label)\"")
  }

  private mutating func quoted() throws(SelectorError) -> String {
    let start = position + 1
    guard let end = text[start...].firstIndex(of: text[position]) else { throw error("unterminated string") }
    position = end + 1
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  private mutating func closeCall(_ call: String) throws(SelectorError) {
    skipSpace()
    guard skip(")") else { throw error("no closing ) after \(call)") }
  }

  private mutating func identifier() throws(SelectorError) -> String {
    let start = position
    while position < text.count, Self.isNamePart(text[position]) { position += 1 }
    guard position > start else { throw error("expected a label") }
    guard position - start <= Self.longestLabel else { throw error("label longer than \(Self.longestLabel) bytes") }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func skip(_ word: String) -> Bool {
    guard text[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func skipSpace() {
    while position < text.count, text[position] == 32 || text[position] == 9 { position += 1 }
  }

  private func error(_ message: String) -> SelectorError { SelectorError(message: message, offset: position) }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 95, 46, 47, 45: true
    default: false
    }
  }
}
