/// One word of a line, with where it stood.
struct Word {
  /// The word without quotes and backslashes.
  var text: String
  /// Where it stood in the source, quotes included.
  var place: Range<Int>
  /// Whether any of it was in quotes: then it is never an option.
  var isQuoted: Bool

  /// Whether it can be an option.
  var isOption: Bool { text.utf8.first == UInt8(ascii: "-") && !isQuoted }
  /// Whether it negates the option after it.
  var isNegation: Bool { text.utf8.first == UInt8(ascii: "!") && text.utf8.count == 1 && !isQuoted }
}
