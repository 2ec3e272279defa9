internal import CLinux
internal import Glibc

/// Waits for any of many descriptors.
public final class Poller: Sendable {
  /// What happened to one of them.
  public struct Event: Sendable {
    /// The tag with which it was added.
    public var tag: UInt64
    /// Whether there is something to read, be it an end.
    public var isReadable: Bool
    /// Whether it can be written, or its connection has been made or has failed.
    public var isWritable: Bool
  }

  private let descriptor: Int32

  /// Watches nothing yet.
  public init() throws(SystemError) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { throw SystemError("wait for sockets") }
  }

  deinit { close(descriptor) }

  /// Watches a descriptor for bytes to read, or if `forWriting` for room to write; closing it ends that.
  public func add(_ watched: Int32, tag: UInt64, forWriting: Bool = false) throws(SystemError) {
    var event = epoll_event()
    event.events = forWriting ? EPOLLOUT.rawValue : EPOLLIN.rawValue
    event.data.u64 = tag
    guard epoll_ctl(descriptor, EPOLL_CTL_ADD, watched, &event) == 0 else { throw SystemError("wait for a socket") }
  }

  /// No longer watches a descriptor.
  public func remove(_ watched: Int32) {
    var event = epoll_event()
    epoll_ctl(descriptor, EPOLL_CTL_DEL, watched, &event)
  }

  /// What has happened; waits for the first event for at most so many milliseconds, for ever if negative.
  public func wait(milliseconds: Int32) -> [Event] {
    var events = [epoll_event](repeating: epoll_event(), count: 256)
    let count = epoll_wait(descriptor, &events, Int32(events.count), milliseconds)
    return events.prefix(Int(max(count, 0))).map { event in
      let bits = event.events
      let isBroken = bits & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
      return Event(
        tag: event.data.u64, isReadable: bits & EPOLLIN.rawValue != 0 || isBroken,
        isWritable: bits & EPOLLOUT.rawValue != 0 || isBroken)
    }
  }
}
