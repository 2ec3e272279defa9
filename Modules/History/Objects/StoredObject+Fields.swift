/// A field of a stored object as its canonical text.
public struct StoredField: Hashable, Sendable {
  /// The field's name.
  public var name: String
  /// The value as text: JSON without white space.
  public var text: String
  /// The elements of a list, likewise; none for another value.
  public var elements: [String]
}

extension StoredObject {
  /// The fields of one of its objects, such as `spec`, in byte order of their names; none where there is no such object.
  public func fields(_ parent: String) -> [StoredField] {
    var fields: [StoredField] = []
    _ = try? JSONCursor.read(content) { cursor in
      try cursor.object { cursor, key in
        guard key == parent else {
          _ = try cursor.anything()
          return
        }
        try cursor.object { cursor, name in
          let start = cursor
          let text = try cursor.anything()
          var again = start
          var elements: [String] = []
          if again.next == UInt8(ascii: "[") { try again.array { elements.append(try $0.anything()) } }
          fields.append(StoredField(name: name, text: text, elements: elements))
        }
      }
    }
    return fields
  }

  /// The canonical text.
  public var text: String { String(decoding: content, as: UTF8.self) }
}

extension JSONCursor {
  /// Passes over any value and gives its text.
  fileprivate mutating func anything() throws -> String {
    switch next {
    case UInt8(ascii: "{"), UInt8(ascii: "["): String(decoding: try raw(), as: UTF8.self)
    case UInt8(ascii: "\""): "\"" + (try string()) + "\""
    case UInt8(ascii: "t"), UInt8(ascii: "f"): try boolean() ? "true" : "false"
    case UInt8(ascii: "n"): try null() ? "null" : ""
    default: String(try integer())
    }
  }
}
