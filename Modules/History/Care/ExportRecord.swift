internal import Text

/// One line of an export: a flat JSON object whose field `record` says what it is.
struct ExportRecord {
  enum Value: Hashable {
    case text(String)
    case number(Int)
    case list([String])
    /// A JSON object as it stands.
    case raw([UInt8])
  }

  private(set) var kind: String
  private var fields: [(name: String, value: Value)] = []

  init(_ kind: String) { self.kind = kind }

  /// Reads a line; throws where it is none.
  init(line: [UInt8]) throws {
    var (kind, fields): (String, [(String, Value)]) = ("", [])
    try JSONCursor.read(line) { cursor in
      try cursor.object { cursor, key in
        if key == "record" {
          kind = try cursor.string()
        } else if try !cursor.null() {
          fields.append((key, try cursor.exportValue()))
        }
      }
    }
    (self.kind, self.fields) = (kind, fields)
  }

  mutating func set(_ name: String, _ value: String?) { if let value { fields.append((name, .text(value))) } }
  mutating func set(_ name: String, _ value: Int?) { if let value { fields.append((name, .number(value))) } }
  mutating func set(_ name: String, _ value: [String]) { fields.append((name, .list(value))) }
  mutating func set(_ name: String, raw value: [UInt8]) { fields.append((name, .raw(value))) }
  mutating func set(_ name: String, hex value: [UInt8]?) {
    set(name, value.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() })
  }

  func text(_ name: String) -> String? { if case .text(let value)? = self[name] { value } else { nil } }
  func number(_ name: String) -> Int? { if case .number(let value)? = self[name] { value } else { nil } }
  func list(_ name: String) -> [String] { if case .list(let value)? = self[name] { value } else { [] } }
  func raw(_ name: String) -> [UInt8]? { if case .raw(let value)? = self[name] { value } else { nil } }

  func hex(_ name: String) -> [UInt8]? {
    guard let digits = text(name).map({ Array($0.utf8) }), digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private subscript(name: String) -> Value? { fields.first { $0.name == name }?.value }

  /// The line, with its line feed.
  func write(to text: inout TextBuffer) {
    var json = JSONWriter(layout: .compact)
    json.object { json in
      json.field("record", kind)
      for (name, value) in fields {
        switch value {
        case .text(let value): json.field(name, value)
        case .number(let value): json.field(name, value)
        case .list(let value): json.strings(name, value)
        case .raw(let value):
          var buffer = TextBuffer()
          buffer.append(contentsOf: value)
          json.field(name) { $0.fields(buffer) }
        }
      }
    }
    text.append(contentsOf: json.buffer.bytes)
    text.append(byte: 10)
  }
}

extension JSONCursor {
  fileprivate mutating func exportValue() throws -> ExportRecord.Value {
    switch next {
    case UInt8(ascii: "\""): .text(try string())
    case UInt8(ascii: "["): .list(try strings())
    case UInt8(ascii: "{"): .raw(try raw())
    default: .number(try integer())
    }
  }
}
