import Testing

/// A place in the repository that breaks a rule, printed as a compiler prints an error.
struct Violation: Hashable, CustomStringConvertible {
  var path: String
  var line: Int
  var message: String

  var description: String { line > 0 ? "\(path):\(line): error: \(message)" : "\(path): error: \(message)" }
}

extension [Violation] {
  /// Records one issue that lists them all, if there are any.
  func expectNone(sourceLocation: SourceLocation = #_sourceLocation) {
    guard !isEmpty else { return }
    Issue.record("\(map(\.description).joined(separator: "\n"))", sourceLocation: sourceLocation)
  }
}
