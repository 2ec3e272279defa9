/// What a scalar without quotes is to Kubernetes, whose readers follow YAML 1.1 as go-yaml 2 does.
enum PlainScalar: Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A number that isn't whole, or beyond 64 bits.
  case float(Double)
  case string

  /// Resolves the text; what can't be anything else is found out by its first byte.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      self = Self.number(text) ?? .string
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"),
      UInt8(ascii: "~"):
      self = text.count > 5 ? .string : Self.word(String(decoding: text, as: UTF8.self))
    default: self = .string
    }
  }

  private static func word(_ text: String) -> PlainScalar {
    switch text {
    case "~", "null", "Null", "NULL": .null
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
    default: .string
    }
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> PlainScalar? {
    if let value = decimal(text) { return .integer(value) }
    guard text.count <= 64 else { return nil }
    let plain = String(decoding: text.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    if let value = prefixed(plain) { return .integer(value) }
    switch plain {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
    case ".nan", ".NaN", ".NAN": return .float(.nan)
    default: return isDecimalFraction(plain) ? Double(plain).map(PlainScalar.float) ?? .float(.infinity) : nil
    }
  }

  /// The common case: up to 18 digits, the first of them not 0 unless alone.
  private static func decimal(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard text.count <= 18, text[0] != UInt8(ascii: "0") || text.count == 1 else { return nil }
    var value: Int64 = 0
    for byte in text {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    return value
  }

  /// Go's `ParseInt` with base 0: a sign, then 0x, 0b, 0o or 0 for the base.
  private static func prefixed(_ text: String) -> Int64? {
    var digits = Substring(text)
    var sign = ""
    if let first = digits.first, first == "-" || first == "+" {
      sign = String(first)
      digits.removeFirst()
    }
    guard let first = digits.utf8.first, first >= 48, first <= 57 else { return nil }
    var radix = 10
    if digits.count > 1, digits.hasPrefix("0") {
      switch digits.utf8.dropFirst().first {
      case UInt8(ascii: "x"), UInt8(ascii: "X"): (radix, digits) = (16, digits.dropFirst(2))
      case UInt8(ascii: "b"), UInt8(ascii: "B"): (radix, digits) = (2, digits.dropFirst(2))
      case UInt8(ascii: "o"), UInt8(ascii: "O"): (radix, digits) = (8, digits.dropFirst(2))
      default: radix = 8
      }
    }
    guard let next = digits.utf8.first, next != UInt8(ascii: "+"), next != UInt8(ascii: "-") else { return nil }
    return Int64(sign + digits, radix: radix)
  }

  /// go-yaml's pattern: `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
  private static func isDecimalFraction(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    let digits = { (rest: inout ArraySlice<UInt8>) -> Int in
      let count = rest.prefix { $0 >= 48 && $0 <= 57 }.count
      rest = rest.dropFirst(count)
      return count
    }
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = digits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if digits(&rest) == 0, whole == 0 { return false }
    } else if whole == 0 {
      return false
    }
    guard let exponent = rest.first else { return true }
    guard exponent | 32 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    return digits(&rest) > 0 && rest.isEmpty
  }
}
