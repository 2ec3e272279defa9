internal import Diagnostics

/// The diagnostics of one run, as many of each severity as the limits allow; the rest are counted.
struct Report {
  /// The files read so far.
  private(set) var files = SourceFiles()
  /// How many errors there were, kept or not.
  private(set) var errorCount = 0
  /// How many of them make their object unusable.
  private(set) var faultCount = 0

  private struct Entry {
    var position: SourcePosition
    var sequence: Int
    var diagnostic: Diagnostic
  }

  private var entries: [Entry] = []
  private var warningCount = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Adds a file that diagnostics may lie in.
  mutating func addFile(_ name: String) -> UInt32 { files.add(name) }

  /// Adds a finding at a position; at a file as a whole if the line is 0.
  mutating func add(_ finding: Finding, at position: SourcePosition) {
    switch finding.severity {
    case .error:
      errorCount += 1
      if !finding.isTolerable {
        faultCount += 1
      }
      if errorCount > limit { return }
    case .warning:
      warningCount += 1
      if warningCount > limit { return }
    case .note: break
    }
    let place =
      position.line == 0 && position.file != .max
      ? Place.file(files.names[Int(position.file)]) : files.place(of: position)
    let diagnostic = Diagnostic(
      finding.severity, finding.code, at: place, finding.message, notes: finding.notes)
    entries.append(Entry(position: position, sequence: entries.count, diagnostic: diagnostic))
  }

  /// Whether another warning would only be counted.
  var isFullOfWarnings: Bool { warningCount >= limit }

  /// Counts a warning that isn't worth making.
  mutating func countWarning() { warningCount += 1 }

  /// Adds a finding about the whole input.
  mutating func add(_ finding: Finding) { add(finding, at: .none) }

  /// The diagnostics in the order of files, lines and columns, then of their making.
  func sorted() -> [Diagnostic] {
    var diagnostics = entries.sorted { left, right in
      (left.position.file, left.position.line, left.position.column, left.sequence)
        < (right.position.file, right.position.line, right.position.column, right.sequence)
    }.map(\.diagnostic)
    for finding in Finding.left(errors: errorCount - limit, warnings: warningCount - limit) {
      diagnostics.append(Diagnostic(finding.severity, finding.code, at: .none, finding.message, notes: finding.notes))
    }
    return diagnostics
  }
}
