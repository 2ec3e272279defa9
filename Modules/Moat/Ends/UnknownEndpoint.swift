internal import PolicyModel
internal import Traffic

/// A name that stands for no end of the connections asked about.
public struct UnknownEndpoint: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, with the value, and what was expected; lower case, no full stop.
  public var message: String
  /// What to do about it.
  public var notes: [String]

  /// An error.
  public init(_ message: String, notes: [String] = []) { (self.message, self.notes) = (message, notes) }

  /// The message, and each remedy on a line of its own.
  public var description: String { ([message] + notes.map { "note: \($0)" }).joined(separator: "\n") }
}
