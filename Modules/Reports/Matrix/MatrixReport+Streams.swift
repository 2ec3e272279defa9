internal import Backend
internal import Reachability
public import Text
internal import Traffic

extension MatrixReport {
  /// Schema `moat.matrix/1`, in pieces of one source each, so that no more than a row is held.
  public func writeJSON<Problem: Error>(_ write: (TextBuffer) throws(Problem) -> Void) throws(Problem) {
    var head = JSONWriter(layout: .compact)
    head.field("schema", "moat.matrix/1")
    head.field("engine", engine)
    head.field("family", reachability.index.family.key)
    head.field("ports") { json in
      json.array { json in for question in questions { json.string(question.label) } }
    }
    let folded = parties.filter { $0.members.count > 1 }
    if !folded.isEmpty {
      head.field("groups") { json in
        json.object { json in
          for party in folded {
            json.field(party.name) { json in json.array { json in party.members.forEach { json.string($0) } } }
          }
        }
      }
    }
    var opening = TextBuffer()
    opening.append("{")
    opening.append(contentsOf: head.buffer.bytes)
    opening.append(",\"cells\":[")
    try write(opening)
    var isFirst = true
    try forEachRow { (source, row) throws(Problem) in
      var text = TextBuffer(capacity: row.count * 80)
      for (target, answers) in zip(parties, row) {
        guard let answers else { continue }
        text.append(isFirst ? "\n" : ",\n")
        isFirst = false
        text.append(contentsOf: cell(source, target, answers).bytes)
      }
      try write(text)
    }
    var closing = TextBuffer()
    closing.append("\n]}\n")
    try write(closing)
  }

  private func cell(_ source: Party, _ target: Party, _ answers: [Bool]) -> TextBuffer {
    var json = JSONWriter(layout: .compact, capacity: 120)
    json.object { json in
      json.field("from", source.name)
      json.field("to", target.name)
      json.field("allowed") { json in
        json.object { json in
          for (question, answer) in zip(questions, answers) { json.field(question.label, answer) }
        }
      }
    }
    return json.buffer
  }

  /// Comma-separated values: `from`, `to`, and a column for each port with `allowed` or `denied`.
  public func writeCSV<Problem: Error>(_ write: (TextBuffer) throws(Problem) -> Void) throws(Problem) {
    var head = TextBuffer()
    head.append("from,to," + questions.map(\.label).joined(separator: ",") + "\n")
    try write(head)
    try forEachRow { (source, row) throws(Problem) in
      var text = TextBuffer(capacity: row.count * 60)
      for (target, answers) in zip(parties, row) {
        guard let answers else { continue }
        let words = answers.map { $0 ? "allowed" : "denied" }.joined(separator: ",")
        text.append("\(Self.quoted(source.name)),\(Self.quoted(target.name)),\(words)\n")
      }
      try write(text)
    }
  }

  private static func quoted(_ text: String) -> String {
    text.contains(where: { $0 == "," || $0 == "\"" }) ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
