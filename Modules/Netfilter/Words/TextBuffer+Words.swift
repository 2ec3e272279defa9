import Text

extension TextBuffer {
  /// Appends `text` as `iptables-save` does (`xtables_save_string`): bare if it is letters, digits, `_` and `-` only.
  ///
  /// Of more than `limit` bytes only these are written.
  mutating func append(savedWord text: String, limit: Int = .max) {
    var text = text
    text.withUTF8 { utf8 in
      let word = UnsafeBufferPointer(rebasing: utf8.prefix(limit))
      if word.allSatisfy(isPlain), !word.isEmpty {
        bytes.append(contentsOf: word)
      } else {
        append(quoted: word, isSaved: true)
      }
    }
  }

  /// Appends `text` in quotes, whatever it holds.
  mutating func append(quotedWord text: String) {
    var text = text
    text.withUTF8 { append(quoted: $0, isSaved: false) }
  }

  /// `iptables-save` escapes the single quote too.
  private mutating func append(quoted word: UnsafeBufferPointer<UInt8>, isSaved: Bool) {
    append(byte: 34)
    for byte in word {
      if byte == 34 || byte == 92 || (isSaved && byte == 39) { append(byte: 92) }
      append(byte: printable(byte))
    }
    append(byte: 34)
  }

  /// Appends `text` without quotes if it can be one word without them.
  mutating func append(bareWord text: String) {
    var text = text
    text.withUTF8 { word in
      var isBare = !word.isEmpty
      for byte in word where byte <= 32 || byte == 34 { isBare = false }
      if isBare { bytes.append(contentsOf: word) } else { append(quoted: word, isSaved: false) }
    }
  }

  /// Appends ` 0x…`-style hexadecimal.
  mutating func append(prefixedHexadecimal value: UInt32) {
    append(literal: "0x")
    append(hexadecimal: UInt64(value))
  }
}

private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case 48...57, 65...90, 97...122, 45, 95: true
  default: false
  }
}

/// No line of the tools can hold a line feed or a NUL.
private func printable(_ byte: UInt8) -> UInt8 { byte == 10 || byte == 0 ? 32 : byte }
