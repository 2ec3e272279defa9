public import Diagnostics
public import History
public import Text

/// Which revision each part of a policy is from.
public struct BlameReport: Sendable {
  /// One part.
  public struct Line: Sendable {
    var path: String
    var place: Place
    var revision: RevisionRow

    /// A part of a policy, by its field, where it stands now, and the revision since which it has it.
    public init(_ path: String, _ place: Place, _ revision: RevisionRow) {
      (self.path, self.place, self.revision) = (path, place, revision)
    }
  }

  private let policy: String
  private let lines: [Line]

  /// A report on the parts in the policy's order.
  public init(_ policy: String, _ lines: [Line]) { (self.policy, self.lines) = (policy, lines) }

  /// For people: a line for each part.
  public func table(palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    let (paths, authors) = (lines.map(\.path.count).max() ?? 0, lines.map(\.revision.author.count).max() ?? 0)
    for line in lines {
      let row = line.revision
      let place = line.place.isNowhere ? "" : "  \(palette.paint(line.place.description, .faint))"
      text.append(
        "\(palette.paint("\(row.number)", .name))  \(palette.paint(row.shortDigest, .faint))  \(row.time)  "
          + "\(DiagnosticReport.printable(row.author).padding(to: authors))  \(line.path.padding(to: paths))\(place)\n")
    }
    return text
  }

  /// Schema `moat.blame/1`.
  public func json() -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "moat.blame/1")
      json.field("policy", policy)
      json.list("lines", lines) { json, line in
        json.field("path", line.path)
        json.field("place", line.place.isNowhere ? nil : line.place.description)
        json.field("revision", line.revision.number)
        json.field("digest", line.revision.digest.description)
        json.field("time", line.revision.time.description)
        json.field("author", line.revision.author)
        json.field("message", line.revision.message)
      }
    }
    return json.line
  }
}

extension Place {
  fileprivate var isNowhere: Bool { self == .none }
}
