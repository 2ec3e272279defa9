import Traffic

/// Reads one rule's matches and target from the words after `-A CHAIN`.
///
/// Follows iptables 1.8.9: an option of a protocol's match (`--dport`) belongs to that match wherever it stands.
struct RuleParser {
  var cursor: WordCursor
  var rule = Rule()
  private var headers: Set<Int> = []
  /// Where the next port of the rule's own tcp, udp or sctp match goes.
  private var portPlace: Int?
  private var usesLongOptions = false
  private var targetIsFirst = false

  init(_ cursor: WordCursor) { self.cursor = cursor }

  /// Reads to the line's end.
  mutating func parse() throws(NetfilterError) -> Rule {
    while let word = cursor.next {
      let isNegated = cursor.skip("!")
      guard let option = cursor.next else { throw cursor.error(.misplacedNegation("")) }
      guard option.isOption else { throw cursor.error(.unexpectedWord(word.text)) }
      try parse(option.text, isNegated)
    }
    if targetIsFirst { rule.spelling.insert(.npm) } else if usesLongOptions { rule.spelling.insert(.felix) }
    try RuleCheck(rule: rule, cursor: cursor).run()
    return rule
  }

  private mutating func parse(_ text: String, _ negated: Bool) throws(NetfilterError) {
    guard let option = RuleOption(text) else {
      if PortOption(text) != nil { return try parsePort(negated) }
      if ICMPOption(text) != nil { return try parseICMP(negated) }
      throw cursor.error(.unknownOption(text, of: "the rule"))
    }
    cursor.position += 1
    if option.isLong(text) { usesLongOptions = true }
    if negated, !option.canBeNegated { throw cursor.error(.misplacedNegation(text)) }
    switch option {
    case .protocol, .source, .destination, .inInterface, .outInterface: try parseHeader(option, text, negated)
    case .fragment: rule.matches.append(.other(RawExtension("", negated ? "! -f" : "-f")))
    case .counters: try parseCounters(text)
    case .match: try parseModule(text)
    case .jump, .goto: try parseTarget(option, text)
    }
  }

  private mutating func parseHeader(_ option: RuleOption, _ text: String, _ negated: Bool) throws(NetfilterError) {
    guard headers.insert(option.rawValue).inserted else { throw cursor.error(.repeatedOption(text)) }
    let value = try cursor.value(of: text)
    switch option {
    case .source: rule.matches.append(.source(try cursor.block(value, text), negated: negated))
    case .destination: rule.matches.append(.destination(try cursor.block(value, text), negated: negated))
    case .inInterface: rule.matches.append(.inInterface(try cursor.interface(value, text), negated: negated))
    case .outInterface: rule.matches.append(.outInterface(try cursor.interface(value, text), negated: negated))
    default:
      if value == "all" || value == "0", !negated { return }
      guard let ipProtocol = IPProtocol(savedName: value), ipProtocol.rawValue != 0 else {
        throw cursor.bad(value, text, "a protocol's name or a number up to 255")
      }
      if value.utf8.first.map({ $0 < 58 }) == true { rule.spelling.insert(.protocolNumber) }
      rule.matches.append(.protocol(ipProtocol, negated: negated))
    }
  }

  private mutating func parseCounters(_ text: String) throws(NetfilterError) {
    let packets = try cursor.value(of: text)
    let bytes = try cursor.value(of: text)
    guard let packets = UInt64(packets), let bytes = UInt64(bytes) else {
      throw cursor.bad("\(packets) \(bytes)", text, "two whole numbers")
    }
    rule.counters = Counters(packets: packets, bytes: bytes)
  }

  /// A port of the rule's own protocol: into its match if there is one, else a new one here.
  private mutating func parsePort(_ negated: Bool) throws(NetfilterError) {
    let match = try cursor.port(negated)
    rule.matches.insert(match, at: portPlace ?? rule.matches.count)
    portPlace = (portPlace ?? rule.matches.count - 1) + 1
  }

  private mutating func parseICMP(_ negated: Bool) throws(NetfilterError) {
    rule.matches.append(try cursor.icmp(negated))
  }

  private mutating func parseModule(_ text: String) throws(NetfilterError) {
    let name = try cursor.value(of: text)
    let start = cursor.position
    let end = cursor.endOfGroup(takesPorts: PortModule(rawValue: name) != nil, takesICMP: name.hasPrefix("icmp"))
    var parser = MatchParser(cursor: cursor, name: name, end: end)
    let parsed = try parser.parse()
    rule.matches.append(contentsOf: parsed ?? [.other(RawExtension(name, cursor.text(start..<end)))])
    cursor.position = end
    if PortModule(rawValue: name) != nil { portPlace = rule.matches.count }
    noteQuotes(start..<end, name)
  }

  /// Felix quotes every comment, `iptables-save` only where it must.
  private mutating func noteQuotes(_ range: Range<Int>, _ name: String) {
    guard name == "comment", let word = cursor.words[range].last, word.isQuoted, word.text.isSavedBare else { return }
    usesLongOptions = true
  }

  private mutating func parseTarget(_ option: RuleOption, _ text: String) throws(NetfilterError) {
    guard rule.target == nil else { throw cursor.error(.repeatedOption(text)) }
    let isFirst = rule.matches.isEmpty
    let name = try cursor.value(of: text)
    let end = cursor.endOfGroup(takesPorts: false, takesICMP: false)
    var parser = TargetParser(cursor: cursor, name: name, end: end, isGoto: option == .goto)
    rule.target = try parser.parse()
    cursor.position = end
    if isFirst, !usesLongOptions, !cursor.isAtEnd || parser.usesShortForm { targetIsFirst = true }
  }
}
