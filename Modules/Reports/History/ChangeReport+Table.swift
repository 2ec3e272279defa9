internal import Diagnostics
internal import History
public import Text
internal import Traffic

extension ChangeReport {
  /// For people.
  public func table(palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    text.append(palette.paint(title, .heading) + "\n")
    for fact in facts { text.append("\(fact.name.padding(to: 8)) \(DiagnosticReport.printable(fact.value))\n") }
    if isEmpty { text.append("nothing changes\n") }
    appendObjects(to: &text, palette)
    appendConnections(to: &text, palette)
    appendNews(to: &text, palette)
    return text
  }

  private func appendObjects(to text: inout TextBuffer, _ palette: Palette) {
    if !objects.isEmpty {
      text.append("\nobjects: \(objectSummary)\n")
      for object in objects.prefix(50) {
        let (mark, role): (String, Palette.Role) =
          object.change == "added" ? ("+", .good) : object.change == "removed" ? ("-", .bad) : ("~", .caution)
        let fields = object.fields.isEmpty ? "" : ": " + object.fields.joined(separator: ", ")
        text.append("  \(palette.paint(mark, role)) \(object.key)\(fields)\n")
      }
      if objects.count > 50 { text.append("  and \(objects.count - 50) more\n") }
    }
    guard keptCount > 0 else { return }
    let verb = keptCount == 1 ? "stays" : "stay"
    text.append("\(Self.count(keptCount, "object")) from elsewhere \(verb)\n")
  }

  var objectSummary: String {
    ["added", "changed", "removed"].compactMap { change in
      let count = objects.count { $0.change == change }
      return count == 0 ? nil : "\(count) \(change)"
    }.joined(separator: ", ")
  }

  private func appendConnections(to text: inout TextBuffer, _ palette: Palette) {
    if connections.isEmpty, !objects.isEmpty { text.append("\nno connection opens or closes\n") }
    let titles: [(presence: String?, title: String)] = [
      (nil, "connections"), ("new", "connections of new ends"), ("gone", "connections of ends that go"),
    ]
    for (presence, title) in titles {
      let part = connections.filter { $0.presence == presence }
      if part.isEmpty { continue }
      text.append("\n\(title)\n")
      for group in part.prefix(40) { append(group, to: &text, palette) }
      if part.count > 40 { text.append("  and \(part.count - 40) more groups\n") }
    }
  }

  private func append(_ group: Connections, to text: inout TextBuffer, _ palette: Palette) {
    let change = group.change
    let verb = change.isOpened ? palette.paint("open", .good) : palette.paint("close", .bad)
    text.append("  \(verb)  \(change.traffic.description)\n")
    text.append("    from    \(Self.names(change.sources))\n")
    text.append("    to      \(Self.names(change.destinations))\(Self.scope(change.scope))\n")
    if let witness = group.witness { text.append("    packet  \(witness)\n") }
    if let cause = change.cause { text.append("    cause   \(cause)\n") }
  }

  private func appendNews(to text: inout TextBuffer, _ palette: Palette) {
    if !deviations.isEmpty { text.append("\nnew deviations from the specification\n") }
    for deviation in deviations {
      let policies = deviation.policies.isEmpty ? "" : ": \(Self.names(deviation.policies))"
      text.append("  \(palette.paint(deviation.id, .caution))  \(deviation.title)\(policies)\n")
    }
    for (title, list) in [("new refusals", refusals), ("new findings", findings)] where !list.isEmpty {
      text.append("\n\(title)\n")
      for diagnostic in list.prefix(20) {
        for line in DiagnosticReport.render(diagnostic, palette: palette).split(separator: "\n") {
          text.append("  \(line)\n")
        }
      }
      if list.count > 20 { text.append("  and \(list.count - 20) more\n") }
    }
  }
}
