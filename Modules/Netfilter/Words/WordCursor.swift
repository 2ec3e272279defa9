/// The words of one line, read from left to right.
struct WordCursor {
  let source: [UInt8]
  let line: Int
  let words: [Word]
  var position = 0

  /// The words of the bytes in `range` of `source`.
  init(_ source: [UInt8], _ range: Range<Int>, line: Int) throws(NetfilterError) {
    self.source = source
    self.line = line
    words = try WordSplitter(source: source, line: line).words(in: range)
  }

  /// Whether every word has been read.
  var isAtEnd: Bool { position == words.count }

  /// The next word without reading it.
  var next: Word? { position < words.count ? words[position] : nil }

  /// The word `offset` places after the next, without reading it.
  func peek(_ offset: Int) -> Word? { position + offset < words.count ? words[position + offset] : nil }

  /// Reads the next word, the value of `option`.
  mutating func value(of option: String) throws(NetfilterError) -> String {
    guard position < words.count else { throw error(.missingValue(of: option)) }
    position += 1
    return words[position - 1].text
  }

  /// Reads the next word if it is unquoted and one of these.
  mutating func skip(_ texts: String...) -> Bool {
    guard let next, !next.isQuoted, texts.contains(next.text) else { return false }
    position += 1
    return true
  }

  /// The source text of the words in `range`, as written.
  func text(_ range: Range<Int>) -> String {
    guard let first = words[range].first, let last = words[range].last else { return "" }
    return String(decoding: source[first.place.lowerBound..<last.place.upperBound], as: UTF8.self)
  }

  /// An error in this line.
  func error(_ reason: NetfilterError.Reason) -> NetfilterError { NetfilterError(line: line, reason) }

  /// An error about a value of this line.
  func bad(_ value: String, _ option: String, _ expected: String) -> NetfilterError {
    NetfilterError(line: line, .badValue(value, of: option, expected: expected))
  }
}
