internal import Glibc
internal import Text

/// The process' standard streams, written whole or not at all.
enum Output {
  /// Writes to standard output; throws a `machine` failure with the system's reason.
  static func write(_ buffer: TextBuffer) throws(Failure) {
    try write(buffer.bytes, to: STDOUT_FILENO, name: "standard output")
  }

  /// Writes a line to standard error; a failure there has nobody left to hear it.
  static func complain(_ text: String) {
    try? write(Array((text + "\n").utf8), to: STDERR_FILENO, name: "standard error")
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(outcome: .machine, message: "cannot write to \(name): \(String(cString: strerror(errno)))")
      }
      sent += count
    }
  }
}

extension Output {
  /// Writes text to standard output; throws a `machine` failure with the system's reason.
  static func write(_ text: String) throws(Failure) {
    var buffer = TextBuffer()
    buffer.append(text)
    try write(buffer)
  }
}

extension Context {
  /// Whether whoever sits at the terminal says yes to a question; `verbs` are what `--yes` does, as in `records` and
  /// `recorded`. Throws where there is no terminal.
  func confirms(_ question: String, verbs: (does: String, done: String)) throws(Failure) -> Bool {
    guard isInteractive else {
      throw Failure(
        outcome: .input, message: "nothing was \(verbs.done): there is no terminal to ask on",
        notes: ["--yes \(verbs.does) without asking"])
    }
    try? Output.write(Array("\(question) [y/N] ".utf8), to: STDERR_FILENO, name: "standard error")
    let answer = readLine()?.lowercased()
    return answer == "y" || answer == "yes"
  }
}
