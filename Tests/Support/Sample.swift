public import Testing

/// A text with a short name, as the argument of a test: logs show the name instead of many lines of text.
public struct Sample: Sendable, CustomTestStringConvertible {
  /// What the text shows, in a few words.
  public let name: String
  /// The text.
  public let text: String

  /// A named text.
  public init(_ name: String, _ text: String) { (self.name, self.text) = (name, text) }

  /// The name.
  public var testDescription: String { name }
}
