public import History
public import Text

/// What a look at every part of a history found.
public enum VerificationReport {
  /// For people: what is whole, what is not, and what can be saved.
  public static func table(_ result: Verification, path: String, palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    for problem in result.problems { text.append("\(palette.paint("broken:", .bad)) \(problem)\n") }
    for cluster in result.clusters {
      text.append("cluster \(cluster.name): \(ChangeReport.count(cluster.whole.count, "revision")) whole")
      text.append(cluster.broken.isEmpty ? "\n" : ", \(cluster.broken.count) not\n")
      for (number, reason) in cluster.broken.prefix(20) { text.append("  revision \(number): \(reason)\n") }
      if cluster.broken.count > 20 { text.append("  and \(cluster.broken.count - 20) more\n") }
    }
    let objects = ChangeReport.count(result.objectCount, "object")
    text.append(
      result.isSound
        ? "\(palette.paint("sound", .good)): \(path), \(objects)\n"
        : "\(palette.paint("not sound", .bad)): \(path); \(objects) can be saved with moat history export\n")
    return text
  }

  /// Schema `moat.verify/1`.
  public static func json(_ result: Verification) -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "moat.verify/1")
      json.field("sound", result.isSound)
      json.field("objects", result.objectCount)
      json.field("brokenObjects", result.brokenObjects)
      json.names("problems", result.problems)
      json.list("clusters", result.clusters) { json, cluster in
        json.field("name", cluster.name)
        json.field("whole", cluster.whole.count)
        json.list("broken", cluster.broken) { json, revision in
          json.field("number", revision.number)
          json.field("reason", revision.reason)
        }
      }
    }
    return json.line
  }
}
