public import Foundation

/// Any JSON value, for tests that look into one; where the shape is known, a `Decodable` type is better.
///
///     try JSON(line)["sets"][0]["name"].string
public enum JSON: Hashable, Sendable, Decodable {
  /// A string.
  case string(String)
  /// Any number.
  case number(Double)
  /// True or false.
  case boolean(Bool)
  /// A list.
  case array([JSON])
  /// An object; the order of its keys is not kept.
  case object([String: JSON])
  /// Null; also what a look at something that is not there gives.
  case null

  /// Parses a document; throws what `JSONDecoder` throws.
  public init(_ text: Data) throws { self = try JSONDecoder().decode(JSON.self, from: text) }

  /// Parses a document; throws what `JSONDecoder` throws.
  public init(_ text: String) throws { try self.init(Data(text.utf8)) }

  /// Reads whatever value comes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else if let value = try? container.decode([String: JSON].self) {
      self = .object(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else {
      self = .null
    }
  }

  /// The value of a key, or null.
  public subscript(_ key: String) -> JSON {
    if case .object(let fields) = self { fields[key] ?? .null } else { .null }
  }

  /// The element at an index, or null.
  public subscript(_ index: Int) -> JSON {
    if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { .null }
  }

  /// The string, if it is one.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The number, if it is one.
  public var number: Double? { if case .number(let value) = self { value } else { nil } }
  /// The whole number, if it is one.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }
  /// The Boolean, if it is one.
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  /// The elements; none if it is no list.
  public var elements: [JSON] { if case .array(let value) = self { value } else { [] } }
  /// The fields; none if it is no object.
  public var fields: [String: JSON] { if case .object(let value) = self { value } else { [:] } }
  /// The elements that are strings.
  public var strings: [String] { elements.compactMap(\.string) }
}
