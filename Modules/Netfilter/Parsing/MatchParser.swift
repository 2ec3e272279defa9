import Traffic

/// Reads the options of one `-m MODULE`.
struct MatchParser {
  var cursor: WordCursor
  let name: String
  let end: Int

  /// The matches, or `nil` if the module, or one of its options, is none that Moat models.
  mutating func parse() throws(NetfilterError) -> [Match]? {
    switch name {
    case "comment": try comment()
    case "set": try set()
    case "mark": try mark()
    case "conntrack": try conntrack()
    case "multiport": try multiport()
    case "addrtype": try addressType()
    case "tcp", "udp", "sctp": try ports()
    case "icmp", "icmp6": try icmp()
    default: nil
    }
  }

  private var isAtEnd: Bool { cursor.position >= end }

  /// Reads `[!] --option`; what follows must be its value.
  private mutating func option(orMissing missing: String) throws(NetfilterError) -> (text: String, negated: Bool) {
    guard !isAtEnd else { throw cursor.error(.missingOption(missing, of: "match \(name)")) }
    let negated = cursor.skip("!")
    return (try cursor.value(of: "!"), negated)
  }

  private mutating func value(of option: String) throws(NetfilterError) -> String {
    guard !isAtEnd else { throw cursor.error(.missingValue(of: option)) }
    return try cursor.value(of: option)
  }

  /// Whether the rest of the group is read; another option makes it a raw match, anything else is an error.
  private mutating func isComplete() throws(NetfilterError) -> Bool {
    guard !isAtEnd, let word = cursor.next else { return true }
    guard word.isOption || word.isNegation else { throw cursor.error(.unexpectedWord(word.text)) }
    let option = word.isNegation ? cursor.peek(1)?.text ?? "" : word.text
    return try unmodelled(option)
  }

  /// False for an option that the module has but Moat does not model; throws for one that it has not.
  private func unmodelled(_ option: String) throws(NetfilterError) -> Bool {
    guard ModuleOptions.unmodelled[name]?.contains(option) == true else {
      throw cursor.error(.unknownOption(option, of: "match \(name)"))
    }
    return false
  }

  private mutating func comment() throws(NetfilterError) -> [Match]? {
    let (option, negated) = try option(orMissing: "--comment")
    guard option == "--comment" else { throw cursor.error(.unknownOption(option, of: "match comment")) }
    if negated { throw cursor.error(.misplacedNegation(option)) }
    // A comment may be any word, even one that looks like an option.
    let text = try cursor.value(of: option)
    return try isComplete() ? [.comment(text)] : nil
  }

  private mutating func set() throws(NetfilterError) -> [Match]? {
    let (option, negated) = try option(orMissing: "--match-set")
    guard option == "--match-set" else { return try unmodelled(option) ? [] : nil }
    let name = try cursor.set(try value(of: option))
    let flags = try value(of: option)
    guard let directions = SetDirections(text: flags) else {
      throw cursor.bad(flags, option, "one to six of src and dst, such as src,dst")
    }
    return try isComplete() ? [.set(name, directions, negated: negated)] : nil
  }

  private mutating func mark() throws(NetfilterError) -> [Match]? {
    let (option, negated) = try option(orMissing: "--mark")
    guard option == "--mark" else { throw cursor.error(.unknownOption(option, of: "match mark")) }
    let (value, mask) = try cursor.masked(try value(of: option), option)
    return try isComplete() ? [.mark(value, mask: mask, negated: negated)] : nil
  }

  private mutating func conntrack() throws(NetfilterError) -> [Match]? {
    let (option, negated) = try option(orMissing: "--ctstate")
    guard option == "--ctstate" else { return try unmodelled(option) ? [] : nil }
    let text = try value(of: option)
    var state: ConnectionState = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      let upper = name.uppercased()
      guard let known = ConnectionState.names.first(where: { $0.name == upper }) else {
        throw cursor.bad(text, option, "states such as NEW,ESTABLISHED")
      }
      state.insert(known.state)
    }
    return try isComplete() ? [.conntrackState(state, negated: negated)] : nil
  }

  private mutating func multiport() throws(NetfilterError) -> [Match]? {
    let (option, negated) = try option(orMissing: "--ports")
    let side: PacketSide
    switch option {
    case "--sports", "--source-ports": side = .source
    case "--dports", "--destination-ports": side = .destination
    case "--ports": side = .either
    default: throw cursor.error(.unknownOption(option, of: "match multiport"))
    }
    let text = try value(of: option)
    var ranges: [PortRange] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      ranges.append(try cursor.ports(String(part), option))
    }
    guard ranges.reduce(0, { $0 + ($1.lower == $1.upper ? 1 : 2) }) <= 15 else {
      throw cursor.bad(text, option, "at most 15 ports, a range counting as two")
    }
    return try isComplete() ? [.multiport(side, ranges, negated: negated)] : nil
  }

  private mutating func addressType() throws(NetfilterError) -> [Match]? {
    var match = AddressTypeMatch()
    repeat {
      let (option, negated) = try option(orMissing: "--src-type or --dst-type")
      guard option == "--src-type" || option == "--dst-type" else { return try unmodelled(option) ? [] : nil }
      let text = try value(of: option)
      var types: AddressTypes = []
      for name in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let type = AddressTypes(name: String(name)) else {
          throw cursor.bad(text, option, "address types such as LOCAL,UNICAST")
        }
        types.insert(type)
      }
      let side = AddressTypeMatch.Side(types, negated: negated)
      guard (option == "--src-type" ? match.source : match.destination) == nil else {
        throw cursor.error(.repeatedOption(option))
      }
      if option == "--src-type" { match.source = side } else { match.destination = side }
    } while !isAtEnd
    return [.addressType(match)]
  }

  private mutating func ports() throws(NetfilterError) -> [Match]? {
    var matches: [Match] = []
    guard !isAtEnd else { return nil }
    while !isAtEnd {
      let start = cursor.position
      let (option, negated) = try option(orMissing: "--dport")
      guard PortOption(option) != nil else { return try unmodelled(option) ? [] : nil }
      cursor.position = start + (negated ? 1 : 0)
      matches.append(try cursor.port(negated))
    }
    return matches
  }

  private mutating func icmp() throws(NetfilterError) -> [Match]? {
    guard !isAtEnd else { return nil }
    let start = cursor.position
    let (option, negated) = try option(orMissing: "--icmp-type")
    guard ICMPOption(option) == (name == "icmp" ? .v4 : .v6) else {
      throw cursor.error(.unknownOption(option, of: "match \(name)"))
    }
    cursor.position = start + (negated ? 1 : 0)
    let match = try cursor.icmp(negated)
    return try isComplete() ? [match] : nil
  }
}
