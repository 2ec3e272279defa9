import Foundation
import Glibc

extension Command {
  /// The three streams of a child: its input as a nameless file, its output and errors as pipes read side by side.
  final class Channels {
    private(set) var output = Data()
    private(set) var errors = Data()
    /// What becomes the child's descriptors 0, 1 and 2.
    private(set) var childEnds: [Int32]
    private var readEnds: [Int32]

    init(input: Data, isMerged: Bool) throws {
      var template = FileManager.default.temporaryDirectory.appending(path: "input-XXXXXX").path.utf8CString.map { $0 }
      let file = mkstemp(&template)
      guard file >= 0 else { throw Failure(description: "no file for standard input: errno \(errno)") }
      unlink(template)
      (childEnds, readEnds) = ([file], [])
      try input.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
          let count = write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
          guard count > 0 else { throw Failure(description: "standard input can't be kept: errno \(errno)") }
          rest = rest.dropFirst(count)
        }
      }
      lseek(file, 0, SEEK_SET)
      for _ in 0..<(isMerged ? 1 : 2) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(description: "no pipe: errno \(errno)") }
        readEnds.append(ends[0])
        childEnds.append(ends[1])
      }
      for descriptor in childEnds + readEnds { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      if isMerged { childEnds.append(childEnds[1]) }
    }

    /// Closes the ends that only the child needs, so that reading ends when it does.
    func closeChildEnds() {
      for descriptor in Set(childEnds) { Glibc.close(descriptor) }
      childEnds = []
    }

    deinit {
      closeChildEnds()
      for descriptor in readEnds { Glibc.close(descriptor) }
    }

    /// Reads both pipes as bytes come, until both are at their end; false when `deadline` comes first.
    func drain(until deadline: ContinuousClock.Instant) -> Bool {
      var open = readEnds.indices.map { pollfd(fd: readEnds[$0], events: Int16(POLLIN), revents: 0) }
      var chunk = [UInt8](repeating: 0, count: 65536)
      while open.contains(where: { $0.fd >= 0 }) {
        let rest = (deadline - .now) / Duration.milliseconds(1)
        guard rest > 0 else { return false }
        guard poll(&open, nfds_t(open.count), Int32(min(rest + 1, 60_000))) >= 0 || errno == EINTR else { return false }
        for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
          let count = read(open[index].fd, &chunk, chunk.count)
          if count > 0, index == 0 {
            output.append(chunk, count: count)
          } else if count > 0 {
            errors.append(chunk, count: count)
          } else if count == 0 || errno != EINTR {
            open[index].fd = -1
          }
        }
      }
      return true
    }
  }
}
