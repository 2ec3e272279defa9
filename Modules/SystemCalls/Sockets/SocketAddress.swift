internal import Glibc

/// An address of either family with a port, as sockets take it.
public struct SocketAddress: Hashable, Sendable {
  /// The bits of an address.
  public enum Host: Hashable, Sendable {
    /// IPv4, in host order.
    case v4(UInt32)
    /// IPv6, upper and lower half, in host order.
    case v6(UInt64, UInt64)
  }

  /// The address.
  public var host: Host
  /// The port; 0 where there is none.
  public var port: UInt16

  /// An address with a port.
  public init(_ host: Host, port: UInt16 = 0) { (self.host, self.port) = (host, port) }

  func withSockAddr<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
    switch host {
    case .v4(let bits):
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = bits.bigEndian
      return withUnsafeBytes(of: &address) { bytes in
        body(bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!, socklen_t(bytes.count))
      }
    case .v6(let high, let low):
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      withUnsafeMutableBytes(of: &address.sin6_addr) { bytes in
        bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
        bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
      }
      return withUnsafeBytes(of: &address) { bytes in
        body(bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!, socklen_t(bytes.count))
      }
    }
  }

  init?(_ storage: sockaddr_storage) {
    var storage = storage
    switch Int32(storage.ss_family) {
    case AF_INET:
      let address = withUnsafeBytes(of: &storage) { $0.load(as: sockaddr_in.self) }
      self.init(.v4(UInt32(bigEndian: address.sin_addr.s_addr)), port: UInt16(bigEndian: address.sin_port))
    case AF_INET6:
      var address = withUnsafeBytes(of: &storage) { $0.load(as: sockaddr_in6.self) }
      let port = UInt16(bigEndian: address.sin6_port)
      let (high, low) = withUnsafeBytes(of: &address.sin6_addr) { bytes in
        (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      }
      self.init(.v6(UInt64(bigEndian: high), UInt64(bigEndian: low)), port: port)
    default: return nil
    }
  }
}
