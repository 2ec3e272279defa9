internal import Backend
internal import PolicyModel

/// A line of a text that a tool refused.
struct LineRefusal: Hashable, Sendable {
  var tool: String
  var node: String
  var status: Int32
  /// The tool's own words.
  var words: String
  /// The line's number, from 1, where the tool names it.
  var number: Int?
  var line: String?
  /// The rule of a policy that the line comes from.
  var source: String?

  /// Finds the line in what a tool said: iptables says `line 37 failed`, ipset `Error in line 2:`.
  init(tool: String, node: String, status: Int32, errors: String, text: String) {
    (self.tool, self.node, self.status) = (tool.lastPart, node, status)
    let lines = errors.split(whereSeparator: \.isNewline).map(String.init)
    let naming = lines.first { $0.number(after: "line") != nil }
    number = naming?.number(after: "line")
    words = (lines.first ?? "no word of why").withoutProgram
    if let number {
      line = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).at(number - 1)
    }
  }
}

extension String {
  /// The number that follows a word of the text.
  fileprivate func number(after word: String) -> Int? {
    let words = split { $0 == " " || $0 == ":" || $0 == "," }
    return zip(words, words.dropFirst()).lazy.compactMap { $0.lowercased() == word ? Int($1) : nil }.first
  }

  /// The words behind the tool's own name and version, without a full stop.
  fileprivate var withoutProgram: String {
    var text = self[...]
    if let colon = text.firstRange(of: ": "), text.hasPrefix("ip") { text = text[colon.upperBound...] }
    return text.hasSuffix(".") ? String(text.dropLast()) : String(text)
  }
}
