/// The lines in which two texts differ, side by side, as a person wants to read them in a test's failure.
///
///        12  | kept              | kept
///        13  < only expected     |
///            >                   | only printed
public struct LineDifference: Sendable, CustomStringConvertible {
  private enum Row {
    case both(line: Int, String)
    case expected(line: Int, String)
    case printed(String)
    case gap
  }

  private let rows: [Row]
  private let width: Int

  /// The differences, each with two lines around it; `width` is that of one side in characters.
  public init(expected: [String], printed: [String], width: Int = 76) {
    self.width = width
    rows = Self.trim(Self.align(expected, printed))
  }

  /// The differences between two texts, line by line.
  public init(expected: String, printed: String, width: Int = 76) {
    self.init(expected: Self.lines(expected), printed: Self.lines(printed), width: width)
  }

  /// Whether there is none.
  public var isEmpty: Bool { rows.isEmpty }

  /// The table, expected on the left and printed on the right; 80 rows at most.
  public var description: String {
    let head = ["      " + pad("expected") + " | printed"]
    let tail = rows.count > 80 ? ["  … and \(rows.count - 80) more rows"] : []
    return (head + rows.prefix(80).map(text) + tail).joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func align(_ expected: [String], _ printed: [String]) -> [Row] {
    let changes = printed.difference(from: expected)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var rows: [Row] = []
    var (left, right) = (0, 0)
    while left < expected.count || right < printed.count {
      if left < expected.count, removed.contains(left) {
        rows.append(.expected(line: left + 1, expected[left]))
        left += 1
      } else if right < printed.count, inserted.contains(right) {
        rows.append(.printed(printed[right]))
        right += 1
      } else {
        rows.append(.both(line: left + 1, expected[left]))
        (left, right) = (left + 1, right + 1)
      }
    }
    return rows
  }

  /// Leaves two equal lines around each difference.
  private static func trim(_ rows: [Row]) -> [Row] {
    let isKept = rows.indices.map { index in
      rows[max(0, index - 2)...min(rows.count - 1, index + 2)].contains { if case .both = $0 { false } else { true } }
    }
    var result: [Row] = []
    for (index, row) in rows.enumerated() {
      if isKept[index] {
        result.append(row)
      } else if index > 0, isKept[index - 1], isKept[index...].contains(true) {
        result.append(.gap)
      }
    }
    return result
  }

  private func text(_ row: Row) -> String {
    switch row {
    case .both(let line, let text): "\(number(line)) \(pad(text)) | \(clip(text))"
    case .expected(let line, let text): "\(number(line)) \(pad(text)) <"
    case .printed(let text): "      \(pad("")) > \(clip(text))"
    case .gap: "    ⋮"
    }
  }

  private func number(_ line: Int) -> String {
    let digits = String(line)
    return String(repeating: " ", count: max(0, 5 - digits.count)) + digits
  }

  private func pad(_ text: String) -> String {
    let text = clip(text)
    return text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func clip(_ text: String) -> String { text.count > width ? text.prefix(width - 1) + "…" : text }
}
