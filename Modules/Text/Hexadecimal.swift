extension [UInt8] {
  /// Two lower-case hexadecimal digits for each byte.
  public var hexadecimal: String {
    let digit = { (value: UInt8) in value < 10 ? 48 + value : 87 + value }
    var digits: [UInt8] = []
    digits.reserveCapacity(count * 2)
    for byte in self {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
