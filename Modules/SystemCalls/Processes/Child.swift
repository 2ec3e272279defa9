internal import Glibc

/// A program to run to its end, with what it reads and prints.
public struct Child: Sendable {
  /// How a program ended.
  public struct Ending: Sendable {
    /// The exit status, or 128 and the number of the signal that ended it.
    public var status: Int32
    /// What it printed on standard output.
    public var output: [UInt8]
    /// What it printed on standard error, as text.
    public var errors: String
  }

  /// The path of the program.
  public var program: String
  /// Its arguments, its own name not among them.
  public var arguments: [String]
  /// What it reads.
  public var input: [UInt8] = []
  /// Variables of its environment beside those of this process.
  public var settings: [String: String] = [:]

  /// A program with its arguments.
  public init(_ program: String, _ arguments: [String]) { (self.program, self.arguments) = (program, arguments) }

  /// Runs it in the calling thread's namespaces and waits for its end.
  public func run() throws(SystemError) -> Ending {
    let pipes = try [Pipe(), Pipe(), Pipe()]
    let ends = [pipes[0].reading, pipes[1].writing, pipes[2].writing]
    let child = try Spawner(program, arguments, streams: ends, settings: settings).start()
    for (index, pipe) in pipes.enumerated() { pipe.closeEnd(isWriting: index > 0) }
    // A program may end before it has read all that it is fed; its status tells why.
    let (output, errors) = Signals.survivingClosedPipes { exchange(pipes) }
    return Ending(status: Self.wait(child), output: output, errors: String(decoding: errors, as: UTF8.self))
  }

  /// Waits for the end of a child; its exit status, or 128 and the number of the signal that ended it.
  public static func wait(_ child: Int32) -> Int32 {
    var raw: Int32 = 0
    while waitpid(child, &raw, 0) < 0, errno == EINTR {}
    let signal = raw & 0x7f
    return signal == 0 ? raw >> 8 & 0xff : 128 + signal
  }

  /// Feeds the child and reads it, whichever is ready, until it has closed both of its ends.
  private func exchange(_ pipes: [Pipe]) -> ([UInt8], [UInt8]) {
    var results: [[UInt8]] = [[], []]
    var fed = 0
    var open = [
      pollfd(fd: pipes[0].writing, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: pipes[1].reading, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipes[2].reading, events: Int16(POLLIN), revents: 0),
    ]
    var chunk = [UInt8](repeating: 0, count: 65536)
    while open[1].fd >= 0 || open[2].fd >= 0 {
      if poll(&open, nfds_t(open.count), -1) < 0 { continue }
      if open[0].fd >= 0, open[0].revents != 0 {
        let count = input[fed...].prefix(4096).withUnsafeBytes { Glibc.write(open[0].fd, $0.baseAddress, $0.count) }
        fed += max(count, 0)
        if fed == input.count || count < 0 {
          pipes[0].closeEnd(isWriting: true)
          open[0].fd = -1
        }
      }
      for stream in 1...2 where open[stream].fd >= 0 && open[stream].revents != 0 {
        let count = read(open[stream].fd, &chunk, chunk.count)
        if count > 0 { results[stream - 1] += chunk[..<count] } else { open[stream].fd = -1 }
      }
    }
    return (results[0], results[1])
  }
}

/// The two ends of a pipe, closed with it.
final class Pipe {
  private(set) var reading: Int32 = -1
  private(set) var writing: Int32 = -1

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("make a pipe") }
    (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  func closeEnd(isWriting: Bool) {
    let end = isWriting ? writing : reading
    if end >= 0 { close(end) }
    if isWriting { writing = -1 } else { reading = -1 }
  }

  deinit {
    closeEnd(isWriting: true)
    closeEnd(isWriting: false)
  }
}
