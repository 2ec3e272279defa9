/// Splits a line into words as iptables-restore 1.8.9 does (`add_param_to_argv` of `iptables/xshared.c`).
///
/// A double quote opens anywhere in a word, and closing it ends the word; a backslash escapes inside quotes only.
struct WordSplitter {
  /// iptables-restore reads lines into 10240 bytes.
  static let longestLine = 10_238
  /// A word's buffer has 1024 bytes.
  static let longestWord = 1_023
  /// The list of words has 255 places.
  static let mostWords = 255

  let source: [UInt8]
  let line: Int

  /// The words of the bytes in `range`, which hold no line feed.
  func words(in range: Range<Int>) throws(NetfilterError) -> [Word] {
    guard range.count <= Self.longestLine else { throw error(.lineTooLong(range.count)) }
    // Unsafe because a line is a few hundred bytes and every one is looked at: ten times as fast without optimization.
    let words = try source.withUnsafeBufferPointer { bytes throws(NetfilterError) in
      try split(UnsafeBufferPointer(rebasing: bytes[range]), offset: range.lowerBound)
    }
    guard words.count <= Self.mostWords else { throw error(.tooManyWords(words.count)) }
    return words
  }

  private func error(_ reason: NetfilterError.Reason) -> NetfilterError { NetfilterError(line: line, reason) }

  private func split(_ bytes: UnsafeBufferPointer<UInt8>, offset: Int) throws(NetfilterError) -> [Word] {
    var words: [Word] = []
    words.reserveCapacity(24)
    var position = 0
    var highest: UInt8 = 0
    while position < bytes.count {
      if bytes[position] == 32 || bytes[position] == 9 {
        position += 1
        continue
      }
      let start = position
      while position < bytes.count {
        let byte = bytes[position]
        if byte == 32 || byte == 9 || byte == 34 { break }
        if byte == 0 { throw error(.nulByte(column: position + 1)) }
        highest |= byte
        position += 1
      }
      let isQuoted = position < bytes.count && bytes[position] == 34
      let text =
        isQuoted
        ? try quoted(bytes, start, &position, &highest)
        : String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
      guard text.utf8.count <= Self.longestWord else { throw error(.wordTooLong(text.utf8.count)) }
      words.append(Word(text: text, place: (offset + start)..<(offset + position), isQuoted: isQuoted))
    }
    guard highest < 128 || String(validating: bytes, as: UTF8.self) != nil else { throw error(.notUTF8) }
    return words
  }

  /// The word from `start` whose quote opens at `position`, which ends after the closing one.
  private func quoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ position: inout Int, _ highest: inout UInt8
  ) throws(NetfilterError) -> String {
    var word = Array(bytes[start..<position])
    position += 1
    while position < bytes.count, bytes[position] != 34 {
      if bytes[position] == 92, position + 1 < bytes.count { position += 1 }
      if bytes[position] == 0 { throw error(.nulByte(column: position + 1)) }
      highest |= bytes[position]
      word.append(bytes[position])
      position += 1
    }
    guard position < bytes.count else {
      throw error(.unterminatedQuote(String(decoding: bytes[start...], as: UTF8.self)))
    }
    position += 1
    return String(decoding: word, as: UTF8.self)
  }
}
