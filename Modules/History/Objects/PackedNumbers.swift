/// Whole numbers as bytes, small ones in one: seven bits a byte, the lowest first, the high bit where more follow.
struct PackedNumbers {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ number: UInt64) {
    var rest = number
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// A number that may be negative: 0, -1, 1, -2, … become 0, 1, 2, 3, ….
  mutating func append(signed number: Int) {
    append(UInt64(bitPattern: Int64((number << 1) ^ (number >> 63))))
  }
}

/// Reads what `PackedNumbers` wrote; `nil` at the end, and for bytes that end in the middle of a number.
struct PackedReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at >= bytes.count }

  mutating func next() -> UInt64? {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while at < bytes.count, shift < 64 {
      let byte = bytes[at]
      at += 1
      result |= UInt64(byte & 127) << shift
      if byte < 128 { return result }
      shift += 7
    }
    return nil
  }

  mutating func nextSigned() -> Int? {
    next().map { Int(bitPattern: UInt($0 >> 1)) ^ -Int($0 & 1) }
  }
}
