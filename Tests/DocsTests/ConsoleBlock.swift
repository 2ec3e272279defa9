import Testing

/// A `console` block of a document: commands, each with the output that the document promises.
///
/// A line that starts with `$ ` is a command, and goes on in the next line if it ends with a backslash. The lines up to
/// the next command are its output; one that is exactly `…` stands for any number of lines, and a last line `# exit 1`
/// promises the status, which is 0 otherwise.
struct ConsoleBlock: Sendable, CustomTestStringConvertible {
  /// One command with its promise.
  struct Step: Sendable, Equatable {
    var command: String
    var output: [String]
    var status: Int32 = 0
    /// The line of the command in its document, from 1.
    var line: Int
  }

  /// The document's path from the repository's root.
  let path: String
  /// The line of its first command, from 1.
  let line: Int
  /// The lines between the fences.
  let content: [String]
  let steps: [Step]

  /// Every `console` block of a document.
  static func all(in document: Document) -> [ConsoleBlock] {
    document.fences.filter { $0.language == "console" }.map { fence in
      ConsoleBlock(path: document.path, firstLine: fence.content.lowerBound + 1, Array(document.lines[fence.content]))
    }
  }

  init(path: String, firstLine: Int, _ content: [String]) {
    (self.path, line, self.content) = (path, firstLine, content)
    var steps: [Step] = []
    var isContinued = false
    for (index, text) in content.enumerated() {
      if isContinued {
        steps[steps.count - 1].command += "\n" + text
      } else if text.hasPrefix("$ ") {
        steps.append(Step(command: String(text.dropFirst(2)), output: [], line: firstLine + index))
      } else if !steps.isEmpty {
        steps[steps.count - 1].output.append(text)
        continue
      }
      isContinued = !steps.isEmpty && text.hasSuffix("\\")
    }
    self.steps = steps.map(Self.readStatus)
  }

  var testDescription: String { "\(path):\(line)" }

  /// Whether a command of it needs a lab.
  var needsLab: Bool { steps.contains { $0.command.contains("moat lab") } }

  private static func readStatus(_ step: Step) -> Step {
    var step = step
    while step.output.last == "" { step.output.removeLast() }
    if let match = step.output.last?.wholeMatch(of: /# exit (\d+)/), let status = Int32(match.1) {
      step.output.removeLast()
      step.status = status
    }
    return step
  }
}

extension ConsoleBlock.Step {
  /// The lines that promise just this, as a document holds them.
  var lines: [String] {
    ("$ " + command).split(separator: "\n").map(String.init) + output + (status == 0 ? [] : ["# exit \(status)"])
  }

  /// Whether the promised output covers the printed lines; white space at the ends of lines does not count.
  func covers(_ printed: [String]) -> Bool {
    // The usual walk for a pattern with stars: at a mismatch, the last `…` takes one line more.
    var (pattern, line) = (0, 0)
    var retry: (pattern: Int, line: Int)?
    while line < printed.count {
      if pattern < output.count, output[pattern] == "…" {
        retry = (pattern + 1, line)
        pattern += 1
      } else if pattern < output.count, Self.trimmed(output[pattern]) == Self.trimmed(printed[line]) {
        (pattern, line) = (pattern + 1, line + 1)
      } else if let last = retry {
        retry = (last.pattern, last.line + 1)
        (pattern, line) = (last.pattern, last.line + 1)
      } else {
        return false
      }
    }
    return output[pattern...].allSatisfy { $0 == "…" }
  }

  private static func trimmed(_ line: String) -> Substring {
    var line = line[...]
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
  }
}
