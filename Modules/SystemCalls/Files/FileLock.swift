internal import Glibc

/// A lock on a file, held until it is forgotten or its process ends, however that ends.
public final class FileLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of a file, which is made if need be; waits for whoever has it.
  public init(_ path: String) throws(SystemError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("lock \(path)") }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let error = SystemError("lock \(path)")
        close(descriptor)
        throw error
      }
    }
  }

  deinit { close(descriptor) }
}
