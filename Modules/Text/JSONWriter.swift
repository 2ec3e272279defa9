/// Writes JSON straight into a `TextBuffer`: no tree, keys in the order given, so that equal values give equal bytes.
///
/// The caller opens and closes containers; commas, colons and line breaks are placed by the writer.
///
///     var json = JSONWriter(layout: .lines)
///     json.object { json in
///       json.field("schema", "moat.engines/1")
///     }
public struct JSONWriter: Sendable {
  /// How the text is broken into lines.
  public enum Layout: Sendable {
    /// No white space at all.
    case compact
    /// Two spaces a level and one element a line.
    case lines
  }

  /// The text written so far.
  public private(set) var buffer: TextBuffer
  private let layout: Layout
  private var depth = 0
  private var isFirst = true

  /// An empty document; `capacity` in bytes.
  public init(layout: Layout = .lines, capacity: Int = 0) {
    buffer = TextBuffer(capacity: capacity)
    self.layout = layout
  }

  /// Writes `{…}`, its fields written by `body`.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), body)
  }

  /// Writes `[…]`, its elements written by `body`.
  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
  }

  /// Writes `"name":`, whose value `body` writes.
  public mutating func field(_ name: String, _ body: (inout JSONWriter) -> Void) {
    separate()
    quote(name.utf8)
    buffer.append(byte: UInt8(ascii: ":"))
    if case .lines = layout { buffer.append(byte: 32) }
    isFirst = true
    inlineValue = true
    body(&self)
    inlineValue = false
    isFirst = false
  }

  /// Writes a field with a string value, or `null`.
  public mutating func field(_ name: String, _ value: String?) {
    field(name) { json in
      if let value { json.string(value) } else { json.null() }
    }
  }

  /// Writes a field with a Boolean value.
  public mutating func field(_ name: String, _ value: Bool) {
    field(name) { $0.scalar(value ? "true" : "false") }
  }

  /// Writes a field with a whole number.
  public mutating func field(_ name: String, _ value: Int) {
    field(name) { $0.scalar(String(value)) }
  }

  /// Writes a string as a value.
  public mutating func string(_ value: String) {
    separate()
    quote(value.utf8)
  }

  /// Writes UTF-8 bytes as a string value.
  public mutating func string(utf8 value: ArraySlice<UInt8>) {
    separate()
    quote(value)
  }

  /// Writes a whole number as a value.
  public mutating func number(_ value: Int) { scalar(String(value)) }

  /// Writes `null` as a value.
  public mutating func null() { scalar("null") }

  /// Pastes fields that another writer made for an object: `"a": 1, "b": 2`, without braces.
  public mutating func fields(_ json: TextBuffer) {
    separate()
    buffer.append(contentsOf: json.bytes)
  }

  /// The fields that `body` writes, without braces, to be pasted into an object `depth` levels deep by `fields(_:)`.
  public static func fields(
    layout: Layout = .lines, depth: Int, _ body: (inout JSONWriter) -> Void
  ) -> TextBuffer {
    var json = JSONWriter(layout: layout)
    json.depth = depth
    json.inlineValue = true
    body(&json)
    return json.buffer
  }

  private var inlineValue = false

  private mutating func scalar(_ text: String) {
    separate()
    buffer.append(text)
  }

  private mutating func container(open: UInt8, close: UInt8, _ body: (inout JSONWriter) -> Void) {
    separate()
    buffer.append(byte: open)
    depth += 1
    isFirst = true
    let start = buffer.bytes.count
    body(&self)
    depth -= 1
    if buffer.bytes.count > start { breakLine() }
    buffer.append(byte: close)
    isFirst = false
  }

  private mutating func separate() {
    if inlineValue {
      inlineValue = false
      return
    }
    if !isFirst { buffer.append(byte: UInt8(ascii: ",")) }
    isFirst = false
    if depth > 0 { breakLine() }
  }

  private mutating func breakLine() {
    guard case .lines = layout else { return }
    buffer.append(byte: 10)
    for _ in 0..<depth { buffer.append(literal: "  ") }
  }

  private mutating func quote(_ text: some Sequence<UInt8>) {
    buffer.append(byte: 34)
    for byte in text {
      switch byte {
      case 34: buffer.append(literal: "\\\"")
      case 92: buffer.append(literal: "\\\\")
      case 10: buffer.append(literal: "\\n")
      case 9: buffer.append(literal: "\\t")
      case 13: buffer.append(literal: "\\r")
      case 0..<32:
        buffer.append(literal: byte < 16 ? "\\u000" : "\\u00")
        buffer.append(hexadecimal: UInt64(byte))
      default: buffer.append(byte: byte)
      }
    }
    buffer.append(byte: 34)
  }
}
