public import Backend
public import Reachability
public import Text
internal import Traffic

/// Everything that may begin, between all parties.
public struct ReachReport: Sendable {
  let engine: String
  let sources: [Party]
  let targets: [Party]
  let reachability: Reachability
  /// What `targets` are called where they are not all.
  let targetName: String?

  /// A report on connections from `sources` to `targets` under `engine` (`id@version`); `targetName` is what the targets
  /// were asked for as, if they are not all.
  public init(
    engine: String, from sources: [Party], to targets: [Party], targetName: String? = nil, reachability: Reachability
  ) {
    self.engine = engine
    self.sources = sources
    self.targets = targets
    self.reachability = reachability
    self.targetName = targetName
  }

  /// For people, in pieces of one source each: its destinations, those with the same traffic together.
  public func writeTable<Problem: Error>(
    palette: Palette, _ write: (TextBuffer) throws(Problem) -> Void
  ) throws(Problem) {
    var reader = PartyReader(reachability)
    // Who is itself all that is asked for has nothing to tell.
    for source in sources where targetName == nil || targets.contains(where: { isAsked(source, $0) }) {
      var text = TextBuffer()
      text.append(palette.paint(source.name, .name) + "\n")
      let groups = groups(from: source, &reader)
      if groups.isEmpty { text.append("  \(palette.paint(nothing(for: source), .bad))\n") }
      for group in groups {
        text.append("  \(palette.paint(reader.reader.pool[group.traffic].description, .good))\n")
        for target in group.targets { text.append("    -> \(target.name)\n") }
      }
      try write(text)
    }
  }

  private func groups(
    from source: Party, _ reader: inout PartyReader
  ) -> [(traffic: TrafficPool.ID, targets: [Party])] {
    var groups: [(traffic: TrafficPool.ID, targets: [Party])] = []
    for target in targets where isAsked(source, target) {
      guard let traffic = reader.traffic(from: source, to: target), traffic != TrafficPool.nothing else { continue }
      if let place = groups.firstIndex(where: { $0.traffic == traffic }) {
        groups[place].targets.append(target)
      } else {
        groups.append((traffic, [target]))
      }
    }
    return groups
  }

  /// What is said of a source that reaches no target.
  private func nothing(for source: Party) -> String {
    if let targetName { return "does not reach \(targetName)" }
    return source.isOutside ? "reaches nothing in the cluster" : "reaches nothing else"
  }

  /// Whether there is anything to say: what has one name reaches itself, whatever happens.
  private func isAsked(_ source: Party, _ target: Party) -> Bool {
    !(source.isOutside && target.isOutside) && !(source == target && source.ends.count == 1)
  }

  /// Schema `moat.reach/1`, in pieces of one source each.
  public func writeJSON<Problem: Error>(_ write: (TextBuffer) throws(Problem) -> Void) throws(Problem) {
    var head = JSONWriter(layout: .compact)
    head.field("schema", "moat.reach/1")
    head.field("engine", engine)
    head.field("family", reachability.index.family.key)
    head.field("classes", reachability.classCount)
    var opening = TextBuffer()
    opening.append("{")
    opening.append(contentsOf: head.buffer.bytes)
    opening.append(",\"connections\":[")
    try write(opening)
    var reader = PartyReader(reachability)
    var isFirst = true
    for source in sources {
      var text = TextBuffer()
      for target in targets where isAsked(source, target) {
        guard let traffic = reader.traffic(from: source, to: target), traffic != TrafficPool.nothing else { continue }
        text.append(isFirst ? "\n" : ",\n")
        isFirst = false
        text.append(contentsOf: Self.connection(source, target, reader.reader.pool[traffic]).bytes)
      }
      try write(text)
    }
    var closing = TextBuffer()
    closing.append("\n]}\n")
    try write(closing)
  }

  private static func connection(_ source: Party, _ target: Party, _ traffic: TrafficSet) -> TextBuffer {
    var json = JSONWriter(layout: .compact, capacity: 160)
    json.object { json in
      json.field("from", source.name)
      json.field("to", target.name)
      json.field("allowed") { $0.traffic(traffic) }
    }
    return json.buffer
  }
}
