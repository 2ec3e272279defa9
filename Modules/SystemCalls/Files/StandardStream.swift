internal import Glibc

/// A standard stream of this process.
public enum StandardStream: Sendable {
  /// What it reads.
  case input
  /// What it prints.
  case output
  /// Where it complains.
  case errors

  /// Its number.
  public var descriptor: Int32 { self == .input ? STDIN_FILENO : self == .output ? STDOUT_FILENO : STDERR_FILENO }

  /// Writes bytes, all of them.
  public func write(_ bytes: [UInt8]) throws(SystemError) {
    try Files.writeAll(bytes, to: descriptor, "write to standard output")
  }

  /// Closes it; what is opened next does not take its place, for the number leads to nowhere from then on.
  public func close() {
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    if nowhere >= 0 {
      dup2(nowhere, descriptor)
      Glibc.close(nowhere)
    }
  }
}
