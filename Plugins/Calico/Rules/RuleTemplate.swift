internal import Digest
internal import Netfilter
internal import Text

/// A rule without the comment by which Felix knows it again, and its text behind that comment.
///
/// Many chains hold the same rules; their text is printed once.
struct RuleTemplate: Sendable {
  let rule: Rule
  /// What follows the name of the chain and the comment in a line, with a space first unless it is nothing.
  fileprivate let text: [UInt8]

  /// A template of `rule`; characters of comments that a shell might mind become `_`.
  init(_ rule: Rule) {
    var rule = rule
    rule.matches = rule.matches.map { match in
      if case .comment(let text) = match { .comment(Self.escaped(text)) } else { match }
    }
    var text = TextBuffer(capacity: 160)
    text.append(rule, as: .felix)
    self.rule = rule
    self.text = text.bytes
  }

  /// Comments are cut to this length.
  private static let longestComment = 256

  private static func escaped(_ text: String) -> String {
    let isPlain = { (byte: UInt8) in
      switch byte {
      case 48...57, 65...90, 97...122: true
      default: "_ @%+=:,./-".utf8.contains(byte)
      }
    }
    if text.utf8.count <= longestComment, text.utf8.allSatisfy(isPlain) { return text }
    // A character outside ASCII is one underscore.
    let escaped = text.unicodeScalars.map { $0.isASCII && isPlain(UInt8($0.value)) ? Character($0) : "_" }
    return String(escaped.prefix(longestComment))
  }
}

/// Gives the rules of a chain their comments: each is a digest of all lines up to it, so that Felix sees any change.
///
/// Source: `felix/generictables`, `felix/iptables`.
enum RuleSeal {
  /// The rules of `chain` with their comments; `chain` stands in the digested lines too.
  static func seal(_ templates: [RuleTemplate], in chain: ChainName) -> [Rule] {
    var digest = SHA2.digest(Array(chain.text.utf8), .sha224)
    var start = TextBuffer(capacity: 48)
    start.append(literal: "-A ")
    start.append(chain.text)
    start.append(literal: " HASH")
    var message: [UInt8] = []
    return templates.map { template in
      message.removeAll(keepingCapacity: true)
      message.append(contentsOf: digest)
      message.append(contentsOf: start.bytes)
      message.append(contentsOf: template.text)
      digest = SHA2.digest(message, .sha224)
      var rule = template.rule
      rule.matches = [.comment("cali:" + Base64URL.encode(digest, limit: 16))] + rule.matches
      return rule
    }
  }

  /// The chain with these rules.
  static func chain(_ name: ChainName, _ templates: [RuleTemplate]) -> Chain {
    Chain(name, rules: seal(templates, in: name))
  }

  /// The chain with these rules.
  static func chain(_ name: ChainName, _ rules: [Rule]) -> Chain { chain(name, rules.map { RuleTemplate($0) }) }
}
