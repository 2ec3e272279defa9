public import History
public import Text

/// The revisions of a cluster.
public struct LogReport: Sendable {
  private let cluster: String
  private let revisions: [RevisionRow]

  /// A report on revisions in the order in which they are to be listed.
  public init(_ cluster: String, _ revisions: [RevisionRow]) {
    (self.cluster, self.revisions) = (cluster, revisions)
  }

  /// For people: a line for each.
  public func table(palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    let width = revisions.map { String($0.number).utf8.count }.max() ?? 1
    let authors = revisions.map(\.author.count).max() ?? 0
    let engines = revisions.map(\.engine.count).max() ?? 0
    for row in revisions {
      let number = String(repeating: " ", count: width - String(row.number).utf8.count) + "\(row.number)"
      let message = DiagnosticReport.printable(String(row.message.prefix { $0 != "\n" }))
      let kind = row.kind == .apply ? "" : "[\(row.kind.rawValue)] "
      text.append(
        "\(palette.paint(number, .name))  \(palette.paint(row.shortDigest, .faint))  \(row.time)  "
          + "\(DiagnosticReport.printable(row.author).padding(to: authors))  \(row.engine.padding(to: engines))  "
          + "+\(row.added) ~\(row.changed) -\(row.removed)  \(kind)\(message)\n")
    }
    return text
  }

  /// Schema `moat.log/1`.
  public func json() -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "moat.log/1")
      json.field("cluster", cluster)
      json.list("revisions", revisions) { json, row in
        json.field("number", row.number)
        json.field("digest", row.digest.description)
        json.field("time", row.time.description)
        json.field("author", row.author)
        json.field("message", row.message)
        json.field("kind", row.kind.rawValue)
        json.field("engine", row.engine)
        json.field("policies", row.counts.policies)
        json.field("pods", row.counts.pods)
        json.field("namespaces", row.counts.namespaces)
        json.field("services", row.counts.services)
        json.field("nodes", row.counts.nodes)
        json.field("added", row.added)
        json.field("changed", row.changed)
        json.field("removed", row.removed)
        json.field(
          "reachability",
          row.reachability.map { bytes in
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
          })
      }
    }
    return json.line
  }
}
