/// A set of classes, as bits; the sets that meet in one operation have the same capacity.
public struct ClassSet: Hashable, Sendable {
  private var words: [UInt64]

  /// No class; room for `capacity` of them.
  public init(capacity: Int) { words = Array(repeating: 0, count: (capacity + 63) / 64) }

  /// The classes 0 to `count` - 1.
  public init(first count: Int) {
    words = (0..<(count + 63) / 64).map { index in
      let left = count - index * 64
      return left >= 64 ? ~0 : (1 << UInt64(left)) - 1
    }
  }

  /// Whether there is none.
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// How many there are; O(capacity / 64).
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether a class is in it.
  @inline(__always)
  public func contains(_ index: Int) -> Bool { words[index >> 6] >> UInt64(index & 63) & 1 == 1 }

  /// Adds a class.
  public mutating func insert(_ index: Int) { words[index >> 6] |= 1 << UInt64(index & 63) }

  /// Keeps what `other` has too, or what it has not; says whether anything is left.
  public mutating func formIntersection(_ other: ClassSet, isNegated: Bool = false) -> Bool {
    var any: UInt64 = 0
    let flip: UInt64 = isNegated ? ~0 : 0
    let count = words.count
    words.withUnsafeMutableBufferPointer { mine in
      other.words.withUnsafeBufferPointer { theirs in
        for index in 0..<count {
          let word = mine[index] & (theirs[index] ^ flip)
          mine[index] = word
          any |= word
        }
      }
    }
    return any != 0
  }

  /// Adds what `other` has.
  public mutating func formUnion(_ other: ClassSet) {
    let count = words.count
    words.withUnsafeMutableBufferPointer { mine in
      other.words.withUnsafeBufferPointer { theirs in
        for index in 0..<count { mine[index] |= theirs[index] }
      }
    }
  }

  /// What both have; `nil` if that is nothing.
  public func intersection(_ other: ClassSet) -> ClassSet? {
    var result = self
    return result.formIntersection(other) ? result : nil
  }

  /// What `other` does not have; `nil` if that is nothing.
  public func subtracting(_ other: ClassSet) -> ClassSet? {
    var result = self
    return result.formIntersection(other, isNegated: true) ? result : nil
  }

  /// Calls `body` with every class, ascending.
  public func forEach(_ body: (Int) -> Void) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(index * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}
