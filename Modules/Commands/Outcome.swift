/// How a command ended, as an exit status.
enum Outcome: Int32, Sendable {
  /// Yes, equal, allowed, done.
  case yes = 0
  /// No, different, denied, refused by the engine.
  case no = 1
  /// Wrong usage or input.
  case input = 2
  /// The machine refused: kernel, disk, permission.
  case machine = 3
}

/// A failure with its exit status; what it says goes to standard error.
struct Failure: Error, CustomStringConvertible {
  var outcome: Outcome
  var message: String
  var notes: [String] = []

  var description: String {
    (["error: \(message)"] + notes.map { "note: \($0)" }).joined(separator: "\n")
  }
}
