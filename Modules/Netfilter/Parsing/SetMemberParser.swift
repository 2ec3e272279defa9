import Traffic

/// Reads the member of an `add` or `del` line, and what follows it.
struct SetMemberParser {
  var cursor: WordCursor
  /// The type of the set, where it is known.
  let type: SetType?
  /// The words after the member, save `nomatch`, as written.
  private(set) var extra = ""
  private(set) var isForgiving = false

  init(cursor: WordCursor, type: SetType?) { (self.cursor, self.type) = (cursor, type) }

  /// The member with its `nomatch`.
  mutating func member(of verb: String) throws(NetfilterError) -> SetMember {
    let member = try plainMember(of: verb)
    var parts: [String] = []
    var isExcluded = false
    while let word = cursor.next {
      let start = cursor.position
      cursor.position += 1
      switch word.text {
      case "nomatch": isExcluded = true
      case "-exist", "--exist", "-!": isForgiving = true
      case "timeout", "packets", "bytes", "comment", "skbmark", "skbprio", "skbqueue":
        _ = try cursor.value(of: word.text)
        parts.append(cursor.text(start..<cursor.position))
      default: throw cursor.error(.unknownOption(word.text, of: "a member"))
      }
    }
    extra = parts.joined(separator: " ")
    guard isExcluded else { return member }
    switch member {
    case .net(let block, _): return .net(block, isExcluded: true)
    case .address(let address): return .net(CIDR(address), isExcluded: true)
    default: throw cursor.error(.unknownOption("nomatch", of: "a member without a block"))
    }
  }

  /// The member alone.
  mutating func plainMember(of verb: String) throws(NetfilterError) -> SetMember {
    let text = try cursor.value(of: verb)
    switch type {
    case .listSet: return .set(try cursor.set(text))
    case .hashNet, .hashIP:
      if let member = Self.block(text) { return member }
      throw cursor.bad(text, verb, "an address or block, such as 10.0.0.0/8")
    case .hashIPPort:
      if let member = Self.port(text) { return member }
      throw cursor.bad(text, verb, "address,protocol:port, such as 10.0.0.1,tcp:80")
    case nil:
      if let member = Self.block(text) ?? Self.port(text) { return member }
      guard text.utf8.first.map({ $0 < 48 || $0 > 57 }) == true, !text.contains(",") else {
        throw cursor.bad(text, verb, "an address, block, address,protocol:port or the name of a set")
      }
      return .set(try cursor.set(text))
    }
  }

  private static func block(_ text: String) -> SetMember? {
    if let address = IPAddress(text) { return .address(address) }
    return CIDR(text).map { .net($0) }
  }

  private static func port(_ text: String) -> SetMember? {
    guard let comma = text.firstIndex(of: ","), let address = IPAddress(text[..<comma]) else { return nil }
    let rest = text[text.index(after: comma)...]
    guard let colon = rest.firstIndex(of: ":") else { return decimal(rest).map { .port(address, .tcp, $0) } }
    guard let ipProtocol = IPProtocol(savedName: String(rest[..<colon])) else { return nil }
    let value = rest[rest.index(after: colon)...]
    guard ipProtocol == .icmp || ipProtocol == .icmpv6 else {
      return decimal(value).map { .port(address, ipProtocol, $0) }
    }
    guard let icmp = ICMPNames.parse(String(value), ipProtocol), let type = icmp.type else { return nil }
    return .port(address, ipProtocol, UInt16(type) << 8 | UInt16(icmp.code ?? 0))
  }

  private static func decimal(_ text: Substring) -> UInt16? {
    text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? UInt16(text) : nil
  }
}
