/// Reads a selector: `||` binds weakest, then `&&`, then `!`.
///
/// Source: `libcalico-go/lib/selector/parser/parser.go`.
struct SelectorParser {
  private let tokens: [(token: SelectorToken, offset: Int)]
  private let length: Int
  private var position = 0
  private var depth = 0

  /// Parentheses may nest this deep; nobody writes more, and a stack has an end.
  static let deepest = 200

  /// The selector that a text means; the empty one means `all()`.
  static func parse(_ text: String) throws(SelectorError) -> Selector {
    let tokens = try SelectorTokenizer(text).tokens
    var parser = SelectorParser(tokens: tokens, length: text.utf8.count)
    guard !tokens.isEmpty else { return .all }
    let selector = try parser.alternatives()
    guard parser.position == tokens.count else { throw parser.error("unexpected content at the end of the selector") }
    return selector
  }

  private init(tokens: [(token: SelectorToken, offset: Int)], length: Int) {
    (self.tokens, self.length) = (tokens, length)
  }

  private var next: SelectorToken? { position < tokens.count ? tokens[position].token : nil }

  private mutating func alternatives() throws(SelectorError) -> Selector {
    var operands = [try conjunction()]
    while skip(.or) { operands.append(try conjunction()) }
    return operands.count == 1 ? operands[0] : .or(operands)
  }

  private mutating func conjunction() throws(SelectorError) -> Selector {
    var operands = [try operation()]
    while skip(.and) { operands.append(try operation()) }
    return operands.count == 1 ? operands[0] : .and(operands)
  }

  private mutating func operation() throws(SelectorError) -> Selector {
    var isNegated = false
    while skip(.not) { isNegated.toggle() }
    let operand = try self.operand()
    return isNegated ? .not(operand) : operand
  }

  private mutating func operand() throws(SelectorError) -> Selector {
    let token = next
    switch token {
    case .has(let label): return advance(.has(label))
    case .all: return advance(.all)
    case .global: return advance(.global)
    case .label(let label):
      position += 1
      return try comparison(of: label)
    case .leftParenthesis:
      position += 1
      depth += 1
      guard depth <= Self.deepest else { throw error("parentheses nest deeper than \(Self.deepest)") }
      let inner = try alternatives()
      depth -= 1
      guard skip(.rightParenthesis) else { throw error("expected )") }
      return inner
    default: throw error("expected a condition")
    }
  }

  private mutating func comparison(of label: String) throws(SelectorError) -> Selector {
    switch next {
    case .comparison(let comparison):
      position += 1
      guard case .value(let value) = next else { throw error("expected a string") }
      return advance(.compares(label, comparison, value))
    case .isIn:
      position += 1
      return .isIn(label, anyOf: try values())
    case .notIn:
      position += 1
      return .notIn(label, noneOf: try values())
    default: throw error("expected an operator after label \"\(label)\"")
    }
  }

  /// A list of strings, a comma before its end allowed.
  private mutating func values() throws(SelectorError) -> [String] {
    guard skip(.leftBrace) else { throw error("expected {") }
    var values: [String] = []
    while case .value(let value) = next {
      position += 1
      values.append(value)
      if !skip(.comma) { break }
    }
    guard skip(.rightBrace) else { throw error("expected }") }
    return values
  }

  private mutating func skip(_ token: SelectorToken) -> Bool {
    guard next == token else { return false }
    position += 1
    return true
  }

  private mutating func advance(_ selector: Selector) -> Selector {
    position += 1
    return selector
  }

  private func error(_ message: String) -> SelectorError {
    SelectorError(message: message, offset: position < tokens.count ? tokens[position].offset : length)
  }
}
