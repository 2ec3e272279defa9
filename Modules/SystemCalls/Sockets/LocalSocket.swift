internal import CLinux
internal import Glibc

/// Messages between processes of one machine: each a length of four bytes and so many bytes.
public final class LocalSocket: Sendable {
  /// Its number.
  public let descriptor: Int32

  private init(owning descriptor: Int32) { self.descriptor = descriptor }

  private static func open(_ path: String) throws(SystemError) -> (LocalSocket, sockaddr_un) {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SystemError("open a socket") }
    let result = LocalSocket(owning: descriptor)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < room else { throw SystemError("use the socket \(path)", code: ENAMETOOLONG) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return (result, address)
  }

  /// A place where other processes may connect.
  public static func listen(at path: String) throws(SystemError) -> LocalSocket {
    let (made, address) = try open(path)
    let status = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(made.descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0, Glibc.listen(made.descriptor, 16) == 0 else { throw SystemError("listen at \(path)") }
    return made
  }

  /// A connection to whoever listens.
  public static func connect(to path: String) throws(SystemError) -> LocalSocket {
    let (made, address) = try open(path)
    let status = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(made.descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else { throw SystemError("connect to \(path)") }
    return made
  }

  /// The next process that connects.
  public func accept() throws(SystemError) -> LocalSocket {
    let client = linux_accept(descriptor, Int32(SOCK_CLOEXEC.rawValue))
    guard client >= 0 else { throw SystemError("accept a connection") }
    return LocalSocket(owning: client)
  }

  /// Sends a message, all of it.
  public func send(_ bytes: [UInt8]) throws(SystemError) {
    let length = withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) }
    for part in [length, bytes] {
      var sent = 0
      while sent < part.count {
        let count = part[sent...].withUnsafeBytes {
          Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw SystemError("send a message") }
        sent += count
      }
    }
  }

  /// Waits for a message; `nil` when the other end has closed.
  public func receive() throws(SystemError) -> [UInt8]? {
    guard let head = try receive(4), head.count == 4 else { return nil }
    let count = head.reduce(0) { $0 << 8 | Int($1) }
    return try receive(count)
  }

  private func receive(_ count: Int) throws(SystemError) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    while got < count {
      let more = bytes[got...].withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
      if more < 0, errno == EINTR { continue }
      guard more >= 0 else { throw SystemError("receive a message") }
      guard more > 0 else { return nil }
      got += more
    }
    return bytes
  }

  deinit { close(descriptor) }
}
