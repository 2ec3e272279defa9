public import Text

/// An IPv6 address: 128 bits in two host-order halves.
public struct IPv6Address: Hashable, Comparable, Sendable {
  /// The first 64 bits.
  public var high: UInt64
  /// The last 64 bits.
  public var low: UInt64

  /// The address with these halves.
  @inlinable
  public init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  /// Reads RFC 4291 text (`::` at most once, an IPv4 tail allowed, no zone); `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    guard let groups = Self.groups(of: Array(text.utf8)) else { return nil }
    (high, low) = (0, 0)
    for group in groups[0..<4] { high = high << 16 | UInt64(group) }
    for group in groups[4..<8] { low = low << 16 | UInt64(group) }
  }

  /// The eight groups, most significant first.
  public var groups: [UInt16] {
    (0..<8).map { UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> UInt64(48 - 16 * ($0 & 3))) }
  }

  /// Order of the address space.
  public static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }

  private static func groups(of text: [UInt8]) -> [UInt16]? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.count <= 9 else { return nil }
    let gaps = parts.indices.dropFirst().dropLast().filter { parts[$0].isEmpty }
    let leading = parts[0].isEmpty
    let trailing = parts[parts.count - 1].isEmpty
    guard gaps.count <= 1 || (gaps.count == 2 && parts.count == 3) else { return nil }
    if leading, gaps.first != 1 { return nil }
    if trailing, gaps.last != parts.count - 2 { return nil }
    guard let gap = gaps.first else { return values(parts[...], isTail: true).flatMap { $0.count == 8 ? $0 : nil } }
    guard let head = values(leading ? [] : parts[..<gap], isTail: false),
      let tail = values(trailing ? [] : parts[(gap + 1)...], isTail: true), head.count + tail.count < 8
    else { return nil }
    return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  private static func values(_ parts: ArraySlice<ArraySlice<UInt8>>, isTail: Bool) -> [UInt16]? {
    var result: [UInt16] = []
    for (index, part) in zip(parts.indices, parts) {
      if isTail, index == parts.endIndex - 1, part.contains(UInt8(ascii: ".")) {
        guard let tail = IPv4Address(String(decoding: part, as: UTF8.self)) else { return nil }
        result += [UInt16(tail.rawValue >> 16), UInt16(tail.rawValue & 0xffff)]
      } else {
        guard (1...4).contains(part.count), part.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
          let value = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
        else { return nil }
        result.append(value)
      }
    }
    return result
  }
}

extension IPv6Address: CustomStringConvertible {
  /// RFC 5952 text: lower case, the longest run of two or more zero groups as `::`.
  public var description: String {
    let groups = groups
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > max(best.count, 1) { best = start..<end }
      start = max(end, start + 1)
    }
    let hex = { (range: Range<Int>) in groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
    return best.isEmpty ? hex(0..<8) : hex(0..<best.lowerBound) + "::" + hex(best.upperBound..<8)
  }
}

extension TextBuffer {
  /// Appends RFC 5952 text.
  public mutating func append(_ address: IPv6Address) { append(address.description) }
}
