/// Reads a whole number as C's `strtoul` with base 0 does: decimal, `0x…` or octal `0…`; `nil` if it takes over 32 bits.
func parseNumber(_ text: some StringProtocol) -> UInt32? {
  let digits: Substring
  let radix: Int
  if text.hasPrefix("0x") || text.hasPrefix("0X") {
    (digits, radix) = (Substring(text.dropFirst(2)), 16)
  } else if text.utf8.count > 1, text.hasPrefix("0") {
    (digits, radix) = (Substring(text.dropFirst()), 8)
  } else {
    (digits, radix) = (Substring(text), 10)
  }
  guard digits.utf8.allSatisfy({ $0 != 43 && $0 != 45 }) else { return nil }
  return UInt32(digits, radix: radix)
}

/// Reads `value` or `value/mask`, each as `parseNumber` does; a missing mask is all bits.
func parseMasked(_ text: String) -> (value: UInt32, mask: UInt32)? {
  guard let slash = text.firstIndex(of: "/") else { return parseNumber(text).map { ($0, .max) } }
  guard let value = parseNumber(text[..<slash]), let mask = parseNumber(text[text.index(after: slash)...]) else {
    return nil
  }
  return (value, mask)
}
