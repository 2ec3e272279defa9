internal import Backend
public import Comparison
internal import Diagnostics
public import PolicyModel
public import Text
public import Traffic

/// Programs next to each other: the rules of one policy, and the sizes of all.
public struct ProgramsReport: Sendable {
  private let sizes: ProgramTable
  private let policy: PolicyTable?
  private let cluster: Cluster
  private let family: AddressFamily

  /// A report on the sizes, and on one policy's rules if there is one; rules and walks are those of a family.
  public init(_ sizes: ProgramTable, policy: PolicyTable?, cluster: Cluster, family: AddressFamily) {
    self.sizes = sizes
    self.policy = policy
    self.cluster = cluster
    self.family = family
  }

  /// For people.
  public func table(palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    if let policy { text.append(rules(of: policy, palette) + "\n") }
    text.append(sizeTable(palette))
    return text
  }

  private func rules(of policy: PolicyTable, _ palette: Palette) -> String {
    var text = "policy \(palette.paint(cluster.text(policy.policy), .heading))\n"
    for (number, absences) in policy.absences.enumerated() {
      let name = palette.paint(sizes.rows[number].name, .name)
      for absence in absences { text += "  \(name) \(absence.words)\n" }
    }
    for row in policy.rows {
      let place = row.source.place(in: cluster).description
      let frame = row.source.rule == nil ? "\(row.source.direction.rawValue.lowercased()) frame" : row.source.path
      text +=
        "\n\(palette.paint(frame, .heading))" + (place.isEmpty ? "\n" : " \(palette.paint("(\(place))", .faint))\n")
      for (number, rules) in row.rules.enumerated() {
        let node = policy.nodes[number].map { " on \($0)" } ?? ""
        text += "  \(palette.paint(sizes.rows[number].name, .name))\(node)\n"
        if rules.isEmpty {
          let why = policy.nodes[number] == nil ? policy.absences[number].first : nil
          text += "    no rule" + (why.map { " (\($0.label))" } ?? "") + "\n"
        }
        for rule in rules { text += "    \(rule)\n" }
      }
    }
    return text
  }

  private func sizeTable(_ palette: Palette) -> String {
    let labels = [
      "chains", "rules", "sets", "members", "bytes to load", "largest set", "longest walk", "median walk",
    ]
    var columns = [["largest node / all nodes"] + labels]
    for row in sizes.rows { columns.append([row.name] + Self.cells(row)) }
    let widths = columns.map { $0.map(\.count).max() ?? 0 }
    var text = ""
    for line in columns[0].indices {
      let cells = zip(columns, widths).map { $0[line].padding(to: $1) }
      let joined = cells.joined(separator: "  ")
      text += (line == 0 ? palette.paint(joined, .heading) : joined).trimmed + "\n"
    }
    for row in sizes.rows {
      guard let walk = row.walk else { continue }
      text += "walks of \(row.name): rules met on \(walk.pairs) allowed pairs of classes"
      text += walk.isComplete ? ", all of them\n" : ", spread evenly over all\n"
    }
    return text
  }

  private static func cells(_ row: ProgramTable.Row) -> [String] {
    guard let size = row.size else { return Array(repeating: "-", count: 8) }
    let counts = [size.chains, size.rules, size.sets, size.members, size.bytes].map { "\($0.most) / \($0.total)" }
    let walk = row.walk.map { ["\($0.worst)", "\($0.median)"] } ?? ["-", "-"]
    return counts + [size.largestSet.isEmpty ? "-" : "\(size.largestSet) (\(size.largestSetMembers))"] + walk
  }

  /// Schema `moat.compare/1`, with `sizes` and `rules` in the place of `differences`.
  public func json() -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "moat.compare/1")
      json.field("engines") { json in json.array { json in sizes.rows.forEach { json.string($0.name) } } }
      json.field("family", family.key)
      json.field("policy", policy.map { cluster.text($0.policy) })
      json.field("missing") { json in
        json.array { json in
          for (row, absences) in zip(sizes.rows, policy?.absences ?? []) {
            for absence in absences { Self.write(absence, of: row.name, to: &json) }
          }
        }
      }
      json.field("rules") { json in
        json.array { json in for row in policy?.rows ?? [] { write(row, to: &json) } }
      }
      json.field("sizes") { json in
        json.array { json in for row in sizes.rows { Self.write(row, to: &json) } }
      }
    }
    return json.line
  }

  private func write(_ row: PolicyTable.Row, to json: inout JSONWriter) {
    json.object { json in
      json.field("path", row.source.path)
      json.field("direction", row.source.direction.rawValue)
      json.field("place", row.source.place(in: cluster).description)
      json.field("engines") { json in
        json.object { json in
          for (number, rules) in row.rules.enumerated() {
            json.field(sizes.rows[number].name) { json in json.array { json in rules.forEach { json.string($0) } } }
          }
        }
      }
    }
  }

  private static func write(_ absence: PolicyTable.Absence, of engine: String, to json: inout JSONWriter) {
    json.object { json in
      json.field("engine", engine)
      json.field("reason", absence.key)
      json.field("words", absence.words)
    }
  }

  private static func write(_ row: ProgramTable.Row, to json: inout JSONWriter) {
    json.object { json in
      json.field("engine", row.name)
      guard let size = row.size else { return }
      for (name, count) in [
        ("chains", size.chains), ("rules", size.rules), ("sets", size.sets), ("members", size.members),
        ("bytes", size.bytes),
      ] {
        json.field(name) { json in
          json.object { json in
            json.field("largestNode", count.most)
            json.field("allNodes", count.total)
          }
        }
      }
      json.field("largestSet", size.largestSet)
      json.field("largestSetMembers", size.largestSetMembers)
      guard let walk = row.walk else { return }
      json.field("longestWalk", walk.worst)
      json.field("medianWalk", walk.median)
      json.field("walkedPairs", walk.pairs)
    }
  }
}

extension String {
  /// Without blanks at the end.
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
