/// Rows of bits, all of one length, in one piece of memory.
struct BitRows: Sendable {
  /// How many words a row takes.
  let wordCount: Int
  private(set) var words: [UInt64] = []

  init(bitCount: Int) { wordCount = (bitCount + 63) / 64 }

  /// How many rows there are.
  var count: Int { wordCount == 0 ? 0 : words.count / wordCount }

  /// Appends a row of zeros and gives its number.
  mutating func appendRow() -> Int {
    words.append(contentsOf: repeatElement(0, count: wordCount))
    return count - 1
  }

  /// Sets one bit of a row.
  mutating func set(_ bit: Int, in row: Int) { words[row * wordCount + bit >> 6] |= 1 << UInt64(bit & 63) }

  /// Whether a bit of a row is set.
  func contains(_ bit: Int, in row: Int) -> Bool {
    words[row * wordCount + bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }

  /// ANDs into `row` another row, or what is not in it.
  mutating func intersect(_ row: Int, with other: Int, negated: Bool) {
    for index in 0..<wordCount {
      let word = words[other * wordCount + index]
      words[row * wordCount + index] &= negated ? ~word : word
    }
  }

  /// ORs another row into `row`.
  mutating func unite(_ row: Int, with other: Int) {
    for index in 0..<wordCount { words[row * wordCount + index] |= words[other * wordCount + index] }
  }

  /// Sets the first `count` bits of a row.
  mutating func fill(_ row: Int, count: Int) {
    for index in 0..<wordCount {
      let left = count - index * 64
      words[row * wordCount + index] = left >= 64 ? ~0 : (1 << UInt64(max(left, 0))) - 1
    }
  }
}

/// A set of classes that a packet can come from or go to.
struct ClassBits: Hashable, Sendable {
  var words: [UInt64]

  /// No class.
  init(wordCount: Int) { words = Array(repeating: 0, count: wordCount) }

  /// The first `count` classes.
  init(first count: Int) {
    words = (0..<(count + 63) / 64).map { index in
      let left = count - index * 64
      return left >= 64 ? ~0 : (1 << UInt64(left)) - 1
    }
  }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// The classes that are in this set and in a row; `nil` if there are none.
  func intersection(_ rows: BitRows, row: Int) -> ClassBits? {
    var result = self
    var any: UInt64 = 0
    let base = row * rows.wordCount
    rows.words.withUnsafeBufferPointer { other in
      for index in result.words.indices {
        let word = result.words[index] & other[base + index]
        result.words[index] = word
        any |= word
      }
    }
    return any == 0 ? nil : result
  }

  func intersection(_ other: ClassBits) -> ClassBits {
    var result = self
    for index in result.words.indices { result.words[index] &= other.words[index] }
    return result
  }

  mutating func subtract(_ other: ClassBits) {
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  mutating func unite(_ other: ClassBits) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Calls `body` with every class, ascending.
  func forEach(_ body: (Int) -> Void) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(index * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}
