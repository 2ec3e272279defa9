import Digest
import Text

/// How Azure NPM turns names of any length into those of chains and sets.
///
/// Source: `npm/util/util.go` and `npm/pkg/dataplane`, before and after the change of July 2026.
enum Naming: Hashable, Sendable {
  /// 32-bit FNV-1a in decimal, as all images up to v1.6.42 have it. Two names may share a hash.
  case fnv
  /// SHA-256 in base 36: the last 10 digits for chains, the first 20 for sets.
  case sha256

  /// The suffix of a policy's chains; `key` is `namespace/name`.
  func chainSuffix(_ key: String) -> String {
    switch self {
    case .fnv: String(Self.fnv1a(key.utf8))
    case .sha256: String(decoding: Self.lastDigits(10, of: SHA2.digest(Array(key.utf8))), as: UTF8.self)
    }
  }

  /// The kernel's name of the set with this prefixed name.
  func setName(_ prefixed: [UInt8]) -> String {
    var name = TextBuffer(capacity: 30)
    name.append(literal: "azure-npm-")
    switch self {
    case .fnv: name.append(decimal: Self.fnv1a(prefixed))
    case .sha256: name.append(contentsOf: Self.firstDigits(20, of: SHA2.digest(prefixed)))
    }
    return name.text
  }

  /// What stands between a policy's name and the rest of the names of its own sets.
  var separator: String { self == .fnv ? "-" : ":" }

  private static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811c_9dc5
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash
  }

  /// The `count` least significant base-36 digits of a big-endian number, padded with zeros.
  private static func lastDigits(_ count: Int, of number: [UInt8]) -> [UInt8] {
    var modulus: UInt64 = 1
    for _ in 0..<count { modulus *= 36 }
    var rest: UInt64 = 0
    // The modulus is below 2^52, so eight more bits never overflow.
    for byte in number { rest = (rest << 8 | UInt64(byte)) % modulus }
    return (0..<count).reversed().map { index in
      var power: UInt64 = 1
      for _ in 0..<index { power *= 36 }
      return digit(UInt8(rest / power % 36))
    }
  }

  /// The `count` most significant base-36 digits of a 256-bit big-endian number, padded on the left if it has fewer.
  private static func firstDigits(_ count: Int, of number: [UInt8]) -> ArraySlice<UInt8> {
    var limbs: [UInt32] = stride(from: 0, to: number.count, by: 4).map { at in
      number[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    let chunk: UInt64 = 2_176_782_336  // 36^6, the largest power below 2^32
    var digits: [UInt8] = []
    while limbs.contains(where: { $0 != 0 }) {
      var rest: UInt64 = 0
      for index in limbs.indices {
        let value = rest << 32 | UInt64(limbs[index])
        limbs[index] = UInt32(value / chunk)
        rest = value % chunk
      }
      for _ in 0..<6 {
        digits.append(digit(UInt8(rest % 36)))
        rest /= 36
      }
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    while digits.count < count { digits.append(UInt8(ascii: "0")) }
    digits.reverse()
    return digits[0..<count]
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
