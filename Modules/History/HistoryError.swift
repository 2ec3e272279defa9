/// What a history could not do.
public struct HistoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Who is to blame.
  public enum Cause: Hashable, Sendable {
    /// What was asked for.
    case question
    /// The disk, its permissions, or what became of the file.
    case machine
    /// Somebody recorded something in the meantime; asking again may work.
    case race
  }

  /// Who is to blame.
  public var cause: Cause
  /// What is wrong, with the value, and what was expected; lower case, no full stop.
  public var message: String
  /// What to do about it, a line each.
  public var notes: [String]

  /// An error.
  public init(_ cause: Cause, _ message: String, notes: [String] = []) {
    (self.cause, self.message, self.notes) = (cause, message, notes)
  }

  /// The message, and each remedy on a line of its own.
  public var description: String { ([message] + notes.map { "note: \($0)" }).joined(separator: "\n") }
}
