/// Reads JSON that this program wrote, in one pass and without a tree; throws at the first byte that does not fit.
struct JSONCursor {
  struct Malformed: Error {
    var offset: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Reads a whole document.
  static func read<Value>(
    _ bytes: [UInt8], _ body: (inout JSONCursor) throws -> Value
  ) throws -> Value {
    try bytes.withUnsafeBufferPointer { buffer in
      var cursor = JSONCursor(buffer)
      let value = try body(&cursor)
      guard cursor.at == buffer.count else { throw Malformed(offset: cursor.at) }
      return value
    }
  }

  /// Reads `{…}`; `body` reads the value of each key.
  mutating func object(_ body: (inout JSONCursor, String) throws -> Void) throws {
    try container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}")) { cursor in
      let key = try cursor.string()
      try cursor.expect(UInt8(ascii: ":"))
      try body(&cursor, key)
    }
  }

  /// Reads `[…]`; `body` reads each element.
  mutating func array(_ body: (inout JSONCursor) throws -> Void) throws {
    try container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
  }

  /// Reads a list of strings.
  mutating func strings() throws -> [String] {
    var result: [String] = []
    try array { result.append(try $0.string()) }
    return result
  }

  /// Reads a string.
  mutating func string() throws -> String { try utf8 { String(decoding: $0, as: UTF8.self) } }

  /// Reads a string and gives its bytes, escapes undone.
  mutating func utf8<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) throws -> Value {
    try expect(UInt8(ascii: "\""))
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") { at += 1 }
    guard at < bytes.count else { throw Malformed(offset: at) }
    if bytes[at] == UInt8(ascii: "\"") {
      at += 1
      return body(UnsafeBufferPointer(rebasing: bytes[start..<at - 1]))
    }
    return try escaped(from: start).withUnsafeBufferPointer(body)
  }

  /// Reads a whole number.
  mutating func integer() throws -> Int {
    let start = at
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
    while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 { at += 1 }
    guard let value = Int(String(decoding: bytes[start..<at], as: UTF8.self)) else { throw Malformed(offset: start) }
    return value
  }

  /// Reads a whole number that fits.
  mutating func integer<Number: FixedWidthInteger>(as type: Number.Type) throws -> Number {
    let start = at
    guard let value = Number(exactly: try integer()) else { throw Malformed(offset: start) }
    return value
  }

  /// Reads `true` or `false`.
  mutating func boolean() throws -> Bool {
    let isTrue = isNext(UInt8(ascii: "t"))
    for byte in (isTrue ? "true" : "false").utf8 { try expect(byte) }
    return isTrue
  }

  /// The byte that comes next; 0 at the end.
  var next: UInt8 { at < bytes.count ? bytes[at] : 0 }

  /// Passes over an object or a list and gives its bytes.
  mutating func raw() throws -> [UInt8] {
    let start = at
    var depth = 0
    repeat {
      guard at < bytes.count else { throw Malformed(offset: at) }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        _ = try string()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      at += 1
    } while depth > 0
    return Array(bytes[start..<at])
  }

  /// Whether the next value is a string.
  var isString: Bool { isNext(UInt8(ascii: "\"")) }

  /// Reads `null`, if that is what comes.
  mutating func null() throws -> Bool {
    guard isNext(UInt8(ascii: "n")) else { return false }
    for byte in "null".utf8 { try expect(byte) }
    return true
  }

  /// The end of the reading so far, for an error.
  func failure() -> Malformed { Malformed(offset: at) }

  private func isNext(_ byte: UInt8) -> Bool { at < bytes.count && bytes[at] == byte }

  private mutating func expect(_ byte: UInt8) throws {
    guard isNext(byte) else { throw Malformed(offset: at) }
    at += 1
  }

  private mutating func container(
    open: UInt8, close: UInt8, _ element: (inout JSONCursor) throws -> Void
  ) throws {
    try expect(open)
    if isNext(close) {
      at += 1
      return
    }
    while true {
      try element(&self)
      if isNext(close) { break }
      try expect(UInt8(ascii: ","))
    }
    at += 1
  }

  /// The rest of a string whose first escape is here.
  private mutating func escaped(from start: Int) throws -> [UInt8] {
    var result = Array(bytes[start..<at])
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: "\"") { return result }
      guard byte == UInt8(ascii: "\\"), at < bytes.count else {
        result.append(byte)
        continue
      }
      at += 1
      switch bytes[at - 1] {
      case UInt8(ascii: "n"): result.append(10)
      case UInt8(ascii: "t"): result.append(9)
      case UInt8(ascii: "r"): result.append(13)
      case UInt8(ascii: "u"):
        guard at + 4 <= bytes.count, let code = UInt8(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        else { throw Malformed(offset: at) }
        result.append(code)
        at += 4
      default: result.append(bytes[at - 1])
      }
    }
    throw Malformed(offset: at)
  }
}
