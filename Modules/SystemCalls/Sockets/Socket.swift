internal import CLinux
internal import Glibc

/// A socket that never waits, closed when it is forgotten. It stays in the network namespace in which it was made.
public final class Socket: Sendable {
  /// What it speaks.
  public enum Kind: Hashable, Sendable {
    /// TCP.
    case tcp
    /// UDP.
    case udp
    /// Packets of a protocol, by its number, without their IPv6 headers but with their IPv4 headers when they arrive.
    case raw(Int32)
  }

  /// Its number.
  public let descriptor: Int32

  init(owning descriptor: Int32) { self.descriptor = descriptor }

  /// A new socket in the calling thread's network namespace.
  public init(_ kind: Kind, isIPv6: Bool) throws(SystemError) {
    let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let family = isIPv6 ? AF_INET6 : AF_INET
    switch kind {
    case .tcp: descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | flags, 0)
    case .udp: descriptor = socket(family, Int32(SOCK_DGRAM.rawValue) | flags, 0)
    case .raw(let number): descriptor = socket(family, Int32(SOCK_RAW.rawValue) | flags, number)
    }
    guard descriptor >= 0 else { throw SystemError("open a socket") }
    // Neither may fail in a way that matters: the first is always granted, the second is for dual listening.
    set(SOL_SOCKET, SO_REUSEADDR, 1)
    if isIPv6 { set(Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
  }

  deinit { close(descriptor) }

  /// Sets an option of a whole number; an option that the kernel lacks stays as it was.
  public func set(_ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Makes room for this many bytes of packets that have arrived.
  public func reserve(_ bytes: Int32) { set(SOL_SOCKET, SO_RCVBUFFORCE, bytes) }

  /// Makes closing it forget the connection at once, on both sides.
  public func closesAtOnce() {
    var value = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
  }

  /// Gives it an address of its own.
  public func bind(_ address: SocketAddress) throws(SystemError) {
    let status = address.withSockAddr { Glibc.bind(descriptor, $0, $1) }
    guard status == 0 else { throw SystemError("listen on port \(address.port)") }
  }

  /// Lets clients connect.
  public func listen() throws(SystemError) {
    guard Glibc.listen(descriptor, 4096) == 0 else { throw SystemError("listen") }
  }

  /// Begins a connection; false if it was refused at once.
  public func connect(_ address: SocketAddress) -> Bool {
    address.withSockAddr { Glibc.connect(descriptor, $0, $1) } == 0 || errno == EINPROGRESS
  }

  /// Whether a connection that was begun has failed.
  public var hasFailed: Bool {
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) != 0 || code != 0
  }

  /// The next client, if one has come.
  public func accept() -> Socket? {
    let client = linux_accept(descriptor, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
    return client >= 0 ? Socket(owning: client) : nil
  }

  /// The other end of a connection.
  public var peer: SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
    }
    return status == 0 ? SocketAddress(storage) : nil
  }

  /// Sends bytes; to the connected end, or to `address`. False if they were not taken.
  @discardableResult
  public func send(_ bytes: [UInt8], to address: SocketAddress? = nil) -> Bool {
    bytes.withUnsafeBytes { content in
      guard let address else { return Glibc.send(descriptor, content.baseAddress, content.count, Int32(MSG_NOSIGNAL)) }
      return address.withSockAddr { sendto(descriptor, content.baseAddress, content.count, 0, $0, $1) }
    } == bytes.count
  }

  /// What the next arrival is.
  public enum Arrival: Sendable {
    /// Bytes, and where they are from.
    case bytes(Int, from: SocketAddress?)
    /// Nothing yet.
    case nothing
    /// The other end is closed, or failed.
    case end
  }

  /// Reads what arrived next into `buffer`.
  public func receive(_ buffer: inout [UInt8]) -> Arrival {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let count = buffer.withUnsafeMutableBytes { bytes in
      withUnsafeMutablePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          recvfrom(descriptor, bytes.baseAddress, bytes.count, 0, $0, &length)
        }
      }
    }
    if count > 0 { return .bytes(count, from: SocketAddress(storage)) }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
  }
}
