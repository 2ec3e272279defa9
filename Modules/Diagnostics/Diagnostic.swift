/// One thing that a user should know about his input: how bad, where, what, and what to do about it.
///
/// Its text is `place: severity: message`, then a `note:` line for each remedy.
public struct Diagnostic: Hashable, Sendable, Error {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable, Comparable {
    /// Worth knowing; nothing is wrong.
    case note
    /// Probably not what was meant; the work goes on.
    case warning
    /// The input can't be used.
    case error

    /// Notes below warnings below errors.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// How bad it is.
  public var severity: Severity
  /// A stable name of the kind of finding, in lower-case words joined by `-`; for programs, not printed.
  public var code: String
  /// Where it is.
  public var place: Place
  /// What is wrong, with the value, and what was expected; lower case, no full stop.
  public var message: String
  /// Remedies and further places, a line each.
  public var notes: [String]

  /// A finding.
  public init(_ severity: Severity, _ code: String, at place: Place, _ message: String, notes: [String] = []) {
    self.severity = severity
    self.code = code
    self.place = place
    self.message = message
    self.notes = notes
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `place: severity: message` and the `note:` lines, joined by line feeds.
  public var description: String {
    let place = place.description
    let head = "\(place.isEmpty ? "" : place + ": ")\(severity.rawValue): \(message)"
    return ([head] + notes.map { "note: \($0)" }).joined(separator: "\n")
  }
}
