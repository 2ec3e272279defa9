internal import Diagnostics
internal import PolicyModel

/// Single values. Null stands for "not given" throughout, as in the API.
extension ManifestDecoder {
  /// What the scalar that the events stand at means.
  var scalar: PlainScalar {
    let event = events.current
    switch event.tag {
    case .none: return event.isPlain ? PlainScalar(event.text) : .string
    case .string, .other: return .string
    case .null: return .null
    case .integer, .float, .bool: return PlainScalar(event.text)
    }
  }

  /// Reads a string and gives its symbol.
  mutating func readSymbol() throws(Stop) -> Symbol? {
    guard try isString() else { return nil }
    let symbol = symbols.intern(utf8: events.current.text)
    try events.advance()
    return symbol
  }

  /// Reads a string.
  mutating func readText() throws(Stop) -> String? {
    guard try isString() else { return nil }
    let text = String(decoding: events.current.text, as: UTF8.self)
    try events.advance()
    return text
  }

  /// Reads a whole number.
  mutating func readInteger() throws(Stop) -> Int64? {
    guard try isScalar(.integer) else { return nil }
    var value: Int64?
    switch scalar {
    case .integer(let number): value = number
    case .float(let number): value = Int64(exactly: number)
    default: break
    }
    if value == nil, scalar != .null { addWrongType(.integer) }
    try events.advance()
    return value
  }

  /// Reads a Boolean.
  mutating func readBool() throws(Stop) -> Bool? {
    guard try isScalar(.bool) else { return nil }
    var value: Bool?
    switch scalar {
    case .bool(let given): value = given
    case .null: break
    default: addWrongType(.bool)
    }
    try events.advance()
    return value
  }

  /// Reads one of an enumeration's texts.
  mutating func readCase<Value: RawRepresentable<String>>(
    of values: [Value]
  ) throws(Stop) -> Value? {
    let place = position
    guard let text = try readText() else { return nil }
    if let value = values.first(where: { $0.rawValue == text }) { return value }
    add(.notOneOf(pathText, text, values.map(\.rawValue)), at: place)
    return nil
  }

  /// Says that the value is not of the wanted type.
  mutating func addWrongType(_ expected: ValueType) {
    let isStringWanted = expected == .string
    let text = String(decoding: events.current.text, as: UTF8.self)
    let (found, remedy): (String, String?) =
      switch events.current.kind {
      case .mappingStart: ("a map", nil)
      case .sequenceStart: ("a list", nil)
      default:
        switch scalar {
        case .null: ("null", nil)
        case .bool: ("the Boolean \(text)", isStringWanted ? text : nil)
        case .integer, .float: ("the number \(text)", isStringWanted ? text : nil)
        case .string: ("the string \(Finding.quoted(text))", nil)
        }
      }
    add(.wrongType(pathText, found: found, expected: expected.rawValue, quote: remedy))
  }

  private mutating func isString() throws(Stop) -> Bool {
    guard try isScalar(.string) else { return false }
    switch scalar {
    case .string: return true
    case .null: break
    default: addWrongType(.string)
    }
    try events.advance()
    return false
  }

  /// Whether the value is a scalar; skips anything else with an error.
  mutating func isScalar(_ expected: ValueType) throws(Stop) -> Bool {
    try events.followAlias()
    if events.current.kind == .scalar { return true }
    addWrongType(expected)
    try events.skip()
    return false
  }
}

/// The types of value that the API knows, in the words of messages.
enum ValueType: String {
  case string = "a string"
  case integer = "a whole number"
  case integerOrString = "a whole number or a string"
  case bool = "true or false"
  case map = "a map"
  case list = "a list"
}
