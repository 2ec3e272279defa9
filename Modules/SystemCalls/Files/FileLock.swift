internal import Glibc

/// A lock on a folder, held until it is forgotten or its process ends, however that ends.
public final class FileLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of a folder; waits for whoever has it.
  public init(folder path: String) throws(SystemError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
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
