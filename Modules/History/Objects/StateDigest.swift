internal import Digest

/// 32 bytes that stand for an object or a revision: SHA-256.
public struct ObjectDigest: Hashable, Sendable, CustomStringConvertible {
  /// The bytes.
  public let bytes: [UInt8]

  /// A digest that was computed before.
  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The digest of some bytes.
  public init(of content: [UInt8]) { bytes = SHA2.digest(content) }

  /// 64 hexadecimal digits.
  public var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// What stands for a whole state: the sum of its objects' digests, so that a revision changes it by what it changes.
///
/// Equal sets of objects have equal sums; the order in which they came does not matter. Sums guard against accident; what
/// guards against intent are the digests of revisions, which the sum is part of.
struct StateDigest: Hashable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  init(bytes: [UInt8]) {
    let word = { (at: Int) in (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(at + $1 < bytes.count ? bytes[at + $1] : 0) }
    }
    words = (word(0), word(8), word(16), word(24))
  }

  static func += (left: inout StateDigest, right: ObjectDigest) {
    let other = StateDigest(bytes: right.bytes).words
    left.words.0 &+= other.0
    left.words.1 &+= other.1
    left.words.2 &+= other.2
    left.words.3 &+= other.3
  }

  static func -= (left: inout StateDigest, right: ObjectDigest) {
    let other = StateDigest(bytes: right.bytes).words
    left.words.0 &-= other.0
    left.words.1 &-= other.1
    left.words.2 &-= other.2
    left.words.3 &-= other.3
  }

  var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - $0 * 8)) }
    }
  }

  static func == (left: StateDigest, right: StateDigest) -> Bool { left.words == right.words }

  func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
