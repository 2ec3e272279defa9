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

extension Output {
  /// Writes a question to standard error, without a line feed.
  static func ask(_ text: String) { try? write(Array(text.utf8), to: STDERR_FILENO, name: "standard error") }
}
