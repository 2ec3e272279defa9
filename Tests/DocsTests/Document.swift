import Foundation
import Support
import Testing

/// A Markdown file of the repository, taken apart as far as the tests look at it.
struct Document: Sendable, CustomTestStringConvertible {
  /// The path from the repository's root.
  let path: String
  let lines: [String]
  /// The fenced blocks, in order.
  let fences: [Fence]

  /// A fenced block: the word behind the backticks, and the range of the lines between the fences.
  struct Fence: Sendable {
    var language: String
    var content: Range<Int>
  }

  /// `README.md` and every Markdown file under `Docs`; without those that are not written yet.
  static let all: [Document] = (["README.md"] + RepositoryRoot.files(under: "Docs", suffix: ".md")).compactMap { path in
    (try? RepositoryRoot.text(of: path)).map { Document(path: path, text: $0) }
  }

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var fences: [Fence] = []
    var open: (mark: Substring, language: String, line: Int)?
    for (index, line) in lines.enumerated() {
      let trimmed = line.drop { $0 == " " }
      let mark = trimmed.prefix { $0 == "`" || $0 == "~" }
      if let current = open {
        guard mark == current.mark, mark == trimmed else { continue }
        fences.append(Fence(language: current.language, content: current.line + 1..<index))
        open = nil
      } else if mark.count >= 3, Set(mark).count == 1 {
        let word = trimmed.dropFirst(mark.count).split(separator: " ").first
        open = (mark, word.map(String.init) ?? "", index)
      }
    }
    self.fences = fences
  }

  var testDescription: String { path }

  /// The lines outside of fenced blocks with their numbers from 1.
  var prose: [(number: Int, text: String)] {
    let fenced = fences.reduce(into: IndexSet()) { set, fence in
      set.insert(integersIn: fence.content.lowerBound - 1...fence.content.upperBound)
    }
    return lines.enumerated().filter { !fenced.contains($0.offset) }.map { ($0.offset + 1, $0.element) }
  }

  /// The code spans of the prose, without their backticks.
  var codeSpans: [String] {
    prose.flatMap { $0.text.matches(of: /`([^`]+)`/).map { String($0.1) } }
  }

  /// Where the links and images of the prose lead, with the line of each.
  var links: [(target: String, line: Int)] {
    prose.flatMap { line in
      let text = line.text.replacing(/`[^`]*`/, with: "")
      let inline = text.matches(of: /\]\(<?([^)\s>]+)>?(\s+"[^"]*")?\)/).map { String($0.1) }
      let reference = text.matches(of: /^\s*\[[^\]]+\]:\s+(\S+)/).map { String($0.1) }
      let html = text.matches(of: /(src|srcset|href)="([^"]+)"/).map { String($0.2) }
      return (inline + reference + html).map { ($0, line.number) }
    }
  }

  /// What a link's `#anchor` can name here: the headings as GitHub spells them, and the `id`s of HTML.
  var anchors: Set<String> {
    var anchors: Set<String> = []
    for line in prose {
      for match in line.text.matches(of: /(id|name)="([^"]+)"/) { anchors.insert(String(match.2)) }
      guard let heading = line.text.wholeMatch(of: /#{1,6}\s+(.*?)\s*#*\s*/) else { continue }
      let slug = Self.slug(String(heading.1))
      var (candidate, count) = (slug, 0)
      while anchors.contains(candidate) { (count, candidate) = (count + 1, "\(slug)-\(count + 1)") }
      anchors.insert(candidate)
    }
    return anchors
  }

  private static func slug(_ heading: String) -> String {
    let text = heading.replacing(/\[([^\]]*)\]\([^)]*\)/) { $0.1 }
    return String(
      text.lowercased().compactMap { character in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || character == "-" || character == "_" ? character : nil
      })
  }
}
