internal import CLinux
internal import Glibc

/// A network namespace, held by a descriptor: it is there as long as somebody holds it or runs in it.
public final class NetworkNamespace: Sendable {
  /// The descriptor that holds it.
  public let descriptor: Int32
  /// Its number in the kernel.
  public let inode: UInt64

  /// Takes over a descriptor of a namespace.
  private init(descriptor: Int32) throws(SystemError) {
    self.descriptor = descriptor
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = SystemError("look at a network namespace")
      close(descriptor)
      throw error
    }
    inode = UInt64(status.st_ino)
  }

  /// The namespace that a path leads to, as `/proc/PID/ns/net` or `/proc/PID/fd/NUMBER`.
  public convenience init(opening path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open the network namespace \(path)") }
    try self.init(descriptor: descriptor)
  }

  /// So many new namespaces, each empty but for its loopback device, which is down.
  public static func make(_ count: Int) throws(SystemError) -> [NetworkNamespace] {
    try OwnThread.run { () throws(SystemError) in
      var made: [NetworkNamespace] = []
      for _ in 0..<count {
        guard linux_unshare(LINUX_CLONE_NEWNET) == 0 else { throw SystemError("make a network namespace") }
        made.append(try current())
      }
      return made
    }.get()
  }

  /// The namespace of the calling thread.
  public static func current() throws(SystemError) -> NetworkNamespace {
    try NetworkNamespace(opening: "/proc/self/task/\(linux_gettid())/ns/net")
  }

  /// Moves the calling thread into it; only for threads that are one's own, see `OwnThread`.
  public func enter() throws(SystemError) {
    guard linux_setns(descriptor, LINUX_CLONE_NEWNET) == 0 else { throw SystemError("enter a network namespace") }
  }

  /// Runs `body` within it, on a thread of its own.
  public func run<Value>(_ body: () throws(SystemError) -> Value) throws(SystemError) -> Value {
    try OwnThread.run { () throws(SystemError) in
      try enter()
      return try body()
    }.get()
  }

  /// The path by which other processes may open it, as long as this one holds it.
  public var path: String { "/proc/\(getpid())/fd/\(descriptor)" }

  deinit { close(descriptor) }
}
