import Foundation
import Support
import Testing

/// Follows the documents' links as far as they lead to files of the repository.
struct LinksTests {
  @Test(arguments: Document.all) func `Local links lead to something`(document: Document) {
    for link in document.links {
      if let problem = Self.problem(with: link.target, in: document) {
        Issue.record("\(document.path):\(link.line): \(problem)")
      }
    }
  }

  @Test func `A link that leads nowhere is found`() {
    let document = Document(
      path: "Docs/Made.md",
      text: """
        # A heading with `code`
        [good](#a-heading-with-code) [far](https://example.org/x) [up](../Package.swift) `[no](link)`
        ```
        [no](link)
        ```
        [bad](#other) [gone](Gone.md) [wrong](../Package.swift#part)
        [absolute](/etc/passwd)
        """)
    #expect(document.links.map(\.line) == [2, 2, 2, 6, 6, 6, 7])
    #expect(document.links.filter { Self.problem(with: $0.target, in: document) != nil }.map(\.line) == [6, 6, 6, 7])
  }

  private static func problem(with link: String, in document: Document) -> String? {
    if link.contains("://") || link.hasPrefix("mailto:") { return nil }
    if link.hasPrefix("/") { return "\(link) is absolute" }
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var target: Document? = document
    if !parts[0].isEmpty {
      let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
      let name = parts[0].removingPercentEncoding ?? parts[0]
      let url = URL(filePath: RepositoryRoot.path(of: folder)).appending(path: name)
      let path = url.standardizedFileURL.path(percentEncoded: false)
      guard path.hasPrefix(RepositoryRoot.path) else { return "\(link) leads out of the repository" }
      guard FileManager.default.fileExists(atPath: path) else { return "\(link) is not there" }
      target = (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { text in
        path.hasSuffix(".md") ? Document(path: path, text: text) : nil
      }
    }
    guard parts.count > 1 else { return nil }
    guard let target else { return "\(link) has an anchor, but is no document" }
    return target.anchors.contains(parts[1]) ? nil : "\(link) names no heading"
  }
}
