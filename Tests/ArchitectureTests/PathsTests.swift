import Foundation
import Support
import Testing

/// No file of the project may know the machine that it was written on.
struct PathsTests {
  /// Built from pieces, so that this file does not hold what it looks for.
  private static let marks = ["work", "root"].map { "/" + $0 + "/" }

  @Test func `No text names a path of one machine`() throws {
    let folders = ["Modules", "Plugins", "Tools", "Tests", "Docs"].flatMap { RepositoryRoot.files(under: $0) }
    let top = try FileManager.default.contentsOfDirectory(atPath: RepositoryRoot.path)
      .filter { $0 != ".git" && !FileManager.default.fileExists(atPath: RepositoryRoot.path(of: $0) + "/.") }
    var found: [Violation] = []
    for path in (folders + top.sorted() + [".ci/run"]) where !path.hasSuffix(".gz") {
      guard let text = try? RepositoryRoot.text(of: path) else { continue }
      found += Self.violations(in: text, path: path)
    }
    found.expectNone()
  }

  @Test func `A machine's path is found`() {
    let text = "first\nsee " + Self.marks[0] + "main\n"
    #expect(Self.violations(in: text, path: "a.md").map(\.line) == [2])
    #expect(Self.violations(in: "policies/network/web.yaml", path: "a.md") == [])
  }

  private static func violations(in text: String, path: String) -> [Violation] {
    guard marks.contains(where: { text.contains($0) }) else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
      marks.filter { line.contains($0) }
        .map { Violation(path: path, line: index + 1, message: "\($0) is a path of one machine") }
    }
  }
}
