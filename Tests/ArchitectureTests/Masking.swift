/// Blanks what is not code, so that a brace in a string or a word in a comment misleads no rule.
///
/// Knows line comments, nested block comments, strings with any number of quotes and hashes, interpolation, and quoted
/// identifiers; it does not know bare regex literals, which the sources do not use.
struct Masking {
  private let bytes: [UInt8]
  private var result: [UInt8]
  private var at = 0

  /// The same bytes with comments and the insides of strings as spaces and quoted identifiers as `_`.
  static func mask(_ bytes: [UInt8]) -> [UInt8] {
    var masking = Masking(bytes)
    masking.run()
    return masking.result
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    result = bytes
  }

  private mutating func run() {
    while at < bytes.count {
      let start = at
      if starts(with: "//") {
        while at < bytes.count, bytes[at] != 10 { at += 1 }
        blank(start..<at)
      } else if starts(with: "/*") {
        skipBlockComment()
        blank(start..<at)
      } else if let hashes = hashesOfString() {
        skipString(hashes: hashes)
        blank(start + hashes + 1..<max(start + hashes + 1, at - hashes - 1))
      } else if bytes[at] == UInt8(ascii: "`") {
        repeat { at += 1 } while at < bytes.count && bytes[at] != UInt8(ascii: "`") && bytes[at] != 10
        at = min(at + 1, bytes.count)
        for index in start..<at { result[index] = UInt8(ascii: "_") }
      } else {
        at += 1
      }
    }
  }

  private mutating func blank(_ range: Range<Int>) {
    for index in range where bytes[index] != 10 { result[index] = 32 }
  }

  private func starts(with text: StaticString, from index: Int? = nil) -> Bool {
    let index = index ?? at
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        (depth, at) = (depth + 1, at + 2)
      } else if starts(with: "*/") {
        (depth, at) = (depth - 1, at + 2)
      } else {
        at += 1
      }
    } while depth > 0 && at < bytes.count
  }

  /// The number of hashes in front of the string that starts here; `nil` if none does.
  private func hashesOfString() -> Int? {
    var end = at
    while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: "\"") ? end - at : nil
  }

  private func hasHashes(_ count: Int, from index: Int) -> Bool {
    index + count <= bytes.count && bytes[index..<index + count].allSatisfy { $0 == UInt8(ascii: "#") }
  }

  private mutating func skipString(hashes: Int) {
    at += hashes
    let isLong = starts(with: "\"\"\"")
    at += isLong ? 3 : 1
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\\"), hasHashes(hashes, from: at + 1) {
        at += 1 + hashes
        if starts(with: "(") { skipInterpolation() } else { at += 1 }
      } else if isLong ? starts(with: "\"\"\"") : starts(with: "\""), hasHashes(hashes, from: at + (isLong ? 3 : 1)) {
        at += (isLong ? 3 : 1) + hashes
        return
      } else if !isLong, bytes[at] == 10 {
        return
      } else {
        at += 1
      }
    }
  }

  private mutating func skipInterpolation() {
    var depth = 0
    repeat {
      if let hashes = hashesOfString() {
        skipString(hashes: hashes)
        continue
      }
      if bytes[at] == UInt8(ascii: "(") { depth += 1 }
      if bytes[at] == UInt8(ascii: ")") { depth -= 1 }
      at += 1
    } while depth > 0 && at < bytes.count
  }
}
