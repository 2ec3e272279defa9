import Foundation
public import Testing

/// The texts of `Tests/Golden`, which printers must print to the letter; only `make golden` rewrites them.
public enum Golden {
  /// Whether this run rewrites expectations instead of checking them: `MOAT_GOLDEN=rewrite`.
  public static var isRewriting: Bool { ProcessInfo.processInfo.environment["MOAT_GOLDEN"] == "rewrite" }

  /// Checks that `text` is what the file holds, and records an issue with both side by side if it is not.
  ///
  /// `file` is a path below `Tests/Golden`, by custom `Module/topic.txt`.
  public static func expect(
    _ text: String, matches file: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let complaint = complaint(about: text, in: "Tests/Golden/\(file)") else { return }
    guard isRewriting else {
      Issue.record("\(complaint)", sourceLocation: sourceLocation)
      return
    }
    do {
      let path = URL(filePath: RepositoryRoot.path(of: "Tests/Golden/\(file)"))
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: path)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }

  /// In what the file and `text` differ, in words and side by side; `nil` if they are the same.
  static func complaint(about text: String, in file: String) -> String? {
    guard let stored = try? RepositoryRoot.text(of: file) else {
      return "\(file) is not there; `make golden` writes it"
    }
    if stored == text { return nil }
    return "\(file) says otherwise\n\(LineDifference(expected: stored, printed: text))"
  }
}
