internal import Glibc

/// A process that this one has started and that lives at most as long, until it is let go.
///
/// Its standard input is a pipe whose other end this process holds: when that is gone, however it went, the companion
/// reads an end. Its standard output is read by this process.
public final class Companion {
  /// Its number.
  public let process: Int32
  private let life: Pipe
  private let words: Pipe

  /// Starts a program out of reach of this terminal's signals.
  public init(_ program: String, _ arguments: [String]) throws(SystemError) {
    (life, words) = (try Pipe(), try Pipe())
    let errors = STDERR_FILENO
    process = try Spawner(program, arguments, streams: [life.reading, words.writing, errors]).start(inOwnSession: true)
    life.closeEnd(isWriting: false)
    words.closeEnd(isWriting: true)
  }

  /// All that it prints until it closes its standard output.
  public func read() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(words.reading, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Lets its input end, and waits for its own end.
  public func leave() {
    life.closeEnd(isWriting: true)
    _ = Child.wait(process)
  }
}
