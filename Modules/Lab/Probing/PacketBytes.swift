/// Packets of the protocols that the C library has no sockets for, and their checksums.
enum PacketBytes {
  /// An echo request that carries a token; the kernel itself sums up those of IPv6.
  static func echo(isIPv6: Bool, identifier: UInt16, _ token: ProbeToken) -> [UInt8] {
    var bytes: [UInt8] = [isIPv6 ? 128 : 8, 0, 0, 0]
    bytes += [UInt8(identifier >> 8), UInt8(identifier & 255)] + self.bytes(token.index).suffix(2) + token.bytes
    if !isIPv6 {
      let sum = internetSum(bytes)
      (bytes[2], bytes[3]) = (UInt8(sum >> 8), UInt8(sum & 255))
    }
    return bytes
  }

  /// An SCTP packet with one chunk: INIT (1) or INIT ACK (2) with the token in a parameter that all may skip.
  static func sctp(from source: UInt16, to target: UInt16, tag: UInt32, chunk: UInt8, _ token: ProbeToken) -> [UInt8] {
    let parameter: [UInt8] = [0xc0, 0x4d, 0, UInt8(4 + ProbeToken.length)] + token.bytes
    let length = UInt8(20 + parameter.count)
    var bytes: [UInt8] = [UInt8(source >> 8), UInt8(source & 255), UInt8(target >> 8), UInt8(target & 255)]
    bytes += self.bytes(tag) + [0, 0, 0, 0]
    bytes += [chunk, 0, 0, length] + self.bytes(token.index + 1) + [0, 1, 0, 0, 0, 1, 0, 1] + self.bytes(1)
    bytes += parameter
    let sum = castagnoli(bytes)
    for index in 0..<4 { bytes[8 + index] = UInt8(sum >> UInt32(8 * index) & 255) }
    return bytes
  }

  /// Where the token of such a packet stands, counted from its first byte.
  static let tokenOfSCTP = 12 + 20 + 4

  static func bytes(_ word: UInt32) -> [UInt8] { (0..<4).map { UInt8(word >> UInt32(24 - 8 * $0) & 255) } }

  static func word(_ bytes: [UInt8], at start: Int) -> UInt32 {
    bytes[start..<(start + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  static func half(_ bytes: [UInt8], at start: Int) -> UInt16 { UInt16(bytes[start]) << 8 | UInt16(bytes[start + 1]) }

  /// The ones' complement of the ones' complement sum (RFC 1071), of an even number of bytes.
  private static func internetSum(_ bytes: [UInt8]) -> UInt16 {
    var sum = stride(from: 0, to: bytes.count, by: 2).reduce(UInt32(0)) { $0 + UInt32(half(bytes, at: $1)) }
    while sum > 0xffff { sum = (sum >> 16) + (sum & 0xffff) }
    return ~UInt16(sum)
  }

  /// CRC-32C, which SCTP uses (RFC 9260, appendix A).
  private static func castagnoli(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { sum, byte in table[Int((sum ^ UInt32(byte)) & 255)] ^ sum >> 8 }
  }

  private static let table: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { sum, _ in sum & 1 == 1 ? 0x82f6_3b78 ^ sum >> 1 : sum >> 1 }
  }
}
