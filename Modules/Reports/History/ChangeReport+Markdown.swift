internal import Diagnostics
internal import History
public import Text
internal import Traffic

extension ChangeReport {
  /// For a comment on a pull request.
  public func markdown() -> TextBuffer {
    var text = TextBuffer()
    text.append("### \(Self.escaped(title))\n\n")
    if isEmpty { text.append("Nothing changes.\n") }
    if !objects.isEmpty {
      text.append("**Objects:** \(objectSummary)\n\n| | object | fields |\n| --- | --- | --- |\n")
      for object in objects.prefix(50) {
        let fields = object.fields.map { "`\($0)`" }.joined(separator: ", ")
        text.append("| \(object.change) | `\(object.key)` | \(fields) |\n")
      }
      if objects.count > 50 { text.append("| | and \(objects.count - 50) more | |\n") }
      text.append("\n")
    }
    appendConnections(to: &text)
    for deviation in deviations {
      text.append("- new deviation **\(deviation.id)**: \(Self.escaped(deviation.title))\n")
    }
    for diagnostic in refusals + findings {
      text.append("- **\(diagnostic.severity.rawValue)**: \(Self.escaped(diagnostic.message))\n")
    }
    return text
  }

  private func appendConnections(to text: inout TextBuffer) {
    if connections.isEmpty {
      if !objects.isEmpty { text.append("No connection opens or closes.\n\n") }
      return
    }
    text.append(
      "**Connections**\n\n| | from | to | traffic | packet | cause |\n| --- | --- | --- | --- | --- | --- |\n")
    for group in connections.prefix(60) {
      let change = group.change
      let cells = [
        (change.isOpened ? "opens" : "closes") + (group.presence.map { " (\($0) ends)" } ?? ""),
        Self.names(change.sources), Self.names(change.destinations) + Self.scope(change.scope),
        change.traffic.description, group.witness ?? "", change.cause ?? "",
      ]
      text.append("| \(cells.map(Self.escaped).joined(separator: " | ")) |\n")
    }
    if connections.count > 60 { text.append("| and \(connections.count - 60) more groups | | | | | |\n") }
    text.append("\n")
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "|", "<", "*", "_", "`": result += "\\" + String(character)
      case "\n", "\r": result += " "
      default: result.append(character)
      }
    }
  }
}
