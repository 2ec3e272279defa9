internal import CLibYAML

extension EventReader {
  /// Turns libyaml's complaint into ours.
  mutating func parserFailure() -> Stop {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "out of memory"
    if let failure = source.failure { return stop(sourceFinding(failure), at: decodedEnd()) }
    if parser.pointee.error == YAML_READER_ERROR {
      let value = parser.pointee.problem_value
      return stop(.unreadableCharacter(problem, value: value < 0 ? nil : Int(value)), at: decodedEnd())
    }
    let mark = parser.pointee.problem_mark
    let context = parser.pointee.context.map { String(cString: $0) }
    let isElsewhere = context != nil && parser.pointee.context_mark.line != mark.line
    let start = isElsewhere ? place(parser.pointee.context_mark) : nil
    let syntax = SyntaxProblem(
      problem: problem, context: context, contextLine: start.map { Int($0.line) }, byte: byteAtMark(),
      isAtEnd: parser.pointee.eof != 0 && parser.pointee.unread <= 1 && mark.index >= parser.pointee.mark.index)
    return stop(.syntax(syntax), at: place(mark))
  }

  private func sourceFinding(_ failure: ByteSource.Failure) -> Finding {
    switch failure {
    case .unreadable(let code): .readFailed(code)
    case .scalarTooLong: .scalarTooLong(limits)
    case .inputTooLong: .inputTooLong(limits)
    }
  }

  private func place(_ mark: yaml_mark_t) -> (line: UInt32, column: UInt32) {
    (UInt32(truncatingIfNeeded: mark.line &+ 1) &+ firstLine, UInt32(truncatingIfNeeded: mark.column &+ 1))
  }

  /// The byte that the scanner stands at, if there is one.
  private func byteAtMark() -> UInt8? {
    let buffer = parser.pointee.buffer
    guard let pointer = buffer.pointer, let last = buffer.last, pointer < last else { return nil }
    return pointer.pointee
  }

  /// The position behind the last character that libyaml could decode: it gives only a byte offset for characters that
  /// it can't, but its buffer holds what lies between the scanner and them.
  private func decodedEnd() -> (line: UInt32, column: UInt32) {
    var (line, column) = place(parser.pointee.mark)
    let buffer = parser.pointee.buffer
    guard var pointer = buffer.pointer, let last = buffer.last else { return (line, column) }
    while pointer < last {
      if pointer.pointee == 10 {
        (line, column) = (line + 1, 1)
      } else if pointer.pointee & 0xc0 != 0x80 {
        column += 1
      }
      pointer += 1
    }
    return (line, column)
  }
}

/// What libyaml says about a text that isn't YAML.
struct SyntaxProblem {
  var problem: String
  var context: String?
  /// Where the context begins, if that is another line.
  var contextLine: Int?
  /// The byte that it stumbled over.
  var byte: UInt8?
  /// Whether the text ends there.
  var isAtEnd: Bool
}
