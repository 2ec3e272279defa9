public import History
public import Text
internal import Traffic

/// When a connection opened and closed.
public struct WhenReport: Sendable {
  private let question: String
  private let events: [(event: ConnectionEvent, revision: RevisionRow)]

  /// A report on events, ascending, each with its revision; `question` is `shop/web -> shop/db 5432/TCP`.
  public init(_ question: String, _ events: [(event: ConnectionEvent, revision: RevisionRow)]) {
    (self.question, self.events) = (question, events)
  }

  /// For people: the events, and how things stand.
  public func table(palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    text.append(palette.paint(question, .heading) + "\n")
    if events.isEmpty { text.append("  was never open\n") }
    for (event, row) in events {
      let verb = event.isOpened ? palette.paint("opened", .good) : palette.paint("closed", .bad)
      let message = DiagnosticReport.printable(String(row.message.prefix { $0 != "\n" }))
      text.append(
        "  \(verb) at revision \(row.number) of \(row.time) by \(DiagnosticReport.printable(row.author)), under \(event.engine): "
          + "\(message)\(ChangeReport.family(event.family))\(ChangeReport.scope(event.scope))\n")
      if let cause = event.cause { text.append("    \(cause)\n") }
    }
    return text
  }

  /// Schema `moat.when/1`.
  public func json() -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "moat.when/1")
      json.field("question", question)
      json.list("events", events) { json, pair in
        json.field("change", pair.event.isOpened ? "opened" : "closed")
        json.field("revision", pair.revision.number)
        json.field("digest", pair.revision.digest.description)
        json.field("time", pair.revision.time.description)
        json.field("author", pair.revision.author)
        json.field("message", pair.revision.message)
        json.field("engine", pair.event.engine)
        json.field("family", pair.event.family?.key)
        json.field("scope", ChangeReport.scopeWord(pair.event.scope))
        json.field("cause", pair.event.cause)
      }
    }
    return json.line
  }
}
