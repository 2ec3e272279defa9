/// Text under construction, held as UTF-8 bytes.
///
/// Every printer appends to one buffer instead of interpolating strings; an append costs the copied bytes and
/// nothing else.
public struct TextBuffer: Sendable {
  /// The UTF-8 bytes written so far.
  public var bytes: [UInt8]

  /// An empty buffer; `capacity` is the number of bytes that it can take before it grows.
  @inlinable
  public init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// The bytes as a string; costs a copy and a UTF-8 check.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  // The appends below are `@inlinable`: they are called a few times for each printed line, from every printer's module.

  /// Appends the UTF-8 bytes of `text`.
  @inlinable
  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends a literal's bytes without making a `String`.
  @inlinable
  public mutating func append(literal text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends one ASCII byte.
  @inlinable
  public mutating func append(byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends raw UTF-8 bytes.
  @inlinable
  public mutating func append(contentsOf more: [UInt8]) {
    bytes.append(contentsOf: more)
  }

  /// Appends raw UTF-8 bytes.
  @inlinable
  public mutating func append(contentsOf more: ArraySlice<UInt8>) {
    bytes.append(contentsOf: more)
  }

  /// Appends `value` in decimal, without leading zeros.
  @inlinable
  public mutating func append(decimal value: some UnsignedInteger) {
    var rest = UInt64(value)
    if rest < 10 {
      bytes.append(48 &+ UInt8(rest))
      return
    }
    // Room first, then digits from the back: reversing a slice would copy it.
    var limit = rest / 10
    while limit > 0 {
      bytes.append(48)
      limit /= 10
    }
    bytes.append(48)
    var index = bytes.count
    while rest > 0 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      index &-= 1
      bytes[index] = 48 &+ UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
  }

  /// Appends `value` in lower-case hexadecimal, without prefix and leading zeros.
  public mutating func append(hexadecimal value: UInt64) {
    let digits = max(1, (67 - value.leadingZeroBitCount) / 4)
    for index in (0..<digits).reversed() {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(index * 4)) & 15
      bytes.append(digit < 10 ? 48 + digit : 87 + digit)
    }
  }
}
