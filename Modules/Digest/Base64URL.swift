/// Base64 with `-` and `_` and without padding (RFC 4648, section 5), in which Calico writes digests.
public enum Base64URL {
  private static let alphabet: InlineArray<64, UInt8> = {
    let letters = StaticString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    return InlineArray { letters.utf8Start[$0] }
  }()

  /// The text of `bytes`, or of their start: `limit` characters at most.
  public static func encode(_ bytes: [UInt8], limit: Int = .max) -> String {
    let count = min(limit, (bytes.count * 8 + 5) / 6)
    // Every rule of a Calico program has such a text; its bytes are ASCII and need no check.
    return String(unsafeUninitializedCapacity: count) { text in
      for index in 0..<count {
        let (byte, shift) = (index * 6 / 8, index * 6 % 8)
        let next = byte + 1 < bytes.count ? bytes[byte + 1] : 0
        let pair = UInt16(bytes[byte]) << 8 | UInt16(next)
        text.initializeElement(at: index, to: alphabet[Int(pair >> UInt16(10 - shift) & 63)])
      }
      return count
    }
  }
}
