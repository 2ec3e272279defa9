internal import Backend
public import Text

extension MatrixReport {
  /// The widest table whose columns are headed by names; wider ones have numbers.
  private static let widest = 110

  /// The tables that people know, one for each port: rows are sources, columns destinations, `.` allowed, `X` denied, `-`
  /// not asked.
  public func table(palette: Palette) -> TextBuffer {
    var rows: [[[Bool]?]] = []
    forEachRow { _, row in rows.append(row) }
    var text = TextBuffer()
    let labelWidth = parties.map(\.name.count).max() ?? 0
    let isNarrow = labelWidth + parties.reduce(0) { $0 + $1.name.count + 2 } <= Self.widest
    for (index, question) in questions.enumerated() {
      if index > 0 { text.append("\n") }
      let cells = rows.map { row in row.map { $0.map { $0[index] } } }
      text.append(palette.paint(question.label, .heading) + "\n")
      text.append(isNarrow ? named(cells, labelWidth, palette) : numbered(cells, labelWidth, palette))
    }
    return text
  }

  private func named(_ cells: [[Bool?]], _ labelWidth: Int, _ palette: Palette) -> String {
    var text = String(repeating: " ", count: labelWidth)
    for party in parties { text += "  " + palette.paint(party.name, .name) }
    text += "\n"
    for (party, row) in zip(parties, cells) {
      var line = palette.paint(party.name.padding(to: labelWidth), .name)
      var gap = 0
      for (target, cell) in zip(parties, row) {
        line += String(repeating: " ", count: gap + 2) + mark(cell, palette)
        gap = target.name.count - 1
      }
      text += line + "\n"
    }
    return text
  }

  private func numbered(_ cells: [[Bool?]], _ labelWidth: Int, _ palette: Palette) -> String {
    let width = String(parties.count).count
    let numbers = parties.indices.map { String($0 + 1).leftPadding(to: width) }
    var text = String(repeating: " ", count: width + 1 + labelWidth)
    for number in numbers { text += " " + palette.paint(number, .faint) }
    text += "\n"
    for (index, row) in cells.enumerated() {
      text += palette.paint(numbers[index], .faint) + " "
      text += palette.paint(parties[index].name.padding(to: labelWidth), .name)
      for cell in row { text += String(repeating: " ", count: width) + mark(cell, palette) }
      text += "\n"
    }
    return text
  }

  private func mark(_ cell: Bool?, _ palette: Palette) -> String {
    switch cell {
    case true: palette.paint(".", .good)
    case false: palette.paint("X", .bad)
    case nil: palette.paint("-", .faint)
    }
  }
}

extension String {
  /// Blanks before the text, up to `width` characters in all.
  func leftPadding(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
