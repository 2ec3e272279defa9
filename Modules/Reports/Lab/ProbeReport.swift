public import Text

/// What became of packets that were sent for real, and where the simulation says otherwise.
public struct ProbeReport: Sendable {
  let sources: [String]
  let targets: [String]
  let questions: [String]
  let kernel: [[[Bool?]]]
  let simulation: [[[Bool?]]]

  /// A report; cells are by question, source and target.
  public init(
    sources: [String], targets: [String], questions: [String], kernel: [[[Bool?]]], simulation: [[[Bool?]]]
  ) {
    (self.sources, self.targets, self.questions) = (sources, targets, questions)
    (self.kernel, self.simulation) = (kernel, simulation)
  }

  /// The cells in which kernel and simulation differ, in words.
  public var differences: [String] {
    var found: [String] = []
    forEachCell { question, source, target, real in
      let simulated = simulation[question][source][target]
      guard real != simulated else { return }
      found.append(
        "\(sources[source]) -> \(targets[target]) \(questions[question]): kernel \(Self.word(real)), "
          + "simulation \(Self.word(simulated))")
    }
    return found
  }

  /// A table for each question: rows are sources, columns destinations, numbered where their names are too wide.
  public func table(palette: Palette) -> String {
    let width = sources.map(\.count).max() ?? 0
    let isNarrow = width + targets.reduce(0) { $0 + $1.count + 2 } <= 110
    let digits = String(targets.count).count
    let heads = isNarrow ? targets : targets.indices.map { String($0 + 1).leftPadding(to: digits) }
    var text = isNarrow ? "" : legend(palette)
    for (number, question) in questions.enumerated() {
      if number > 0 { text += "\n" }
      text += palette.paint(question, .heading) + "\n" + String(repeating: " ", count: width)
      text += heads.map { "  " + palette.paint($0, isNarrow ? .name : .faint) }.joined() + "\n"
      for (row, source) in sources.enumerated() {
        var line = palette.paint(source.padding(to: width), .name)
        var gap = 0
        for (column, head) in heads.enumerated() {
          line += String(repeating: " ", count: gap + 2) + mark(kernel[number][row][column], palette)
          gap = head.count - 1
        }
        text += line + "\n"
      }
    }
    return text
  }

  /// How many probes there were, and the differences.
  public var summary: String {
    var count = 0
    forEachCell { _, _, _, real in if real != nil { count += 1 } }
    let probes = "\(count) probe\(count == 1 ? "" : "s")"
    let differences = differences
    guard !differences.isEmpty else { return "\n\(probes): kernel and simulation agree\n" }
    return "\n\(probes): kernel and simulation differ in \(differences.count)\n"
      + differences.map { "  \($0)\n" }.joined()
  }

  private func legend(_ palette: Palette) -> String {
    let digits = String(targets.count).count
    return targets.enumerated().map { index, target in
      "\(palette.paint(String(index + 1).leftPadding(to: digits), .faint)) \(palette.paint(target, .name))\n"
    }.joined() + "\n"
  }

  private func forEachCell(_ body: (Int, Int, Int, Bool?) -> Void) {
    for question in questions.indices {
      for source in sources.indices {
        for target in targets.indices { body(question, source, target, kernel[question][source][target]) }
      }
    }
  }

  private static func word(_ cell: Bool?) -> String {
    switch cell {
    case true: "allows"
    case false: "denies"
    case nil: "was not asked"
    }
  }

  private func mark(_ cell: Bool?, _ palette: Palette) -> String {
    switch cell {
    case true: palette.paint(".", .good)
    case false: palette.paint("X", .bad)
    case nil: palette.paint("-", .faint)
    }
  }
}
