import Traffic

extension WordCursor {
  /// The position after the last word of a match or target: where an option of the rule or of its protocol begins.
  func endOfGroup(takesPorts: Bool, takesICMP: Bool) -> Int {
    var end = position
    while end < words.count {
      let start = end
      if words[end].isNegation, end + 1 < words.count { end += 1 }
      let word = words[end]
      end += 1
      guard word.isOption else { continue }
      switch word.text {
      case "--comment", "--log-prefix", "--nflog-prefix", "--string", "--hex-string":
        // The value of these may look like an option.
        end += 1
      case let text where RuleOption(text) != nil: return start
      case "--sport", "--source-port", "--dport", "--destination-port": if !takesPorts { return start }
      case "--icmp-type", "--icmpv6-type": if !takesICMP { return start }
      default: break
      }
    }
    return min(end, words.count)
  }

  /// Reads an option and its ports as a match.
  mutating func port(_ negated: Bool) throws(NetfilterError) -> Match {
    let option = try value(of: "")
    let text = try value(of: option)
    let range = try ports(text, option)
    switch PortOption(option) {
    case .source: return .sourcePort(range, negated: negated)
    default: return .destinationPort(range, negated: negated)
    }
  }

  /// Reads an option and its ICMP type as a match.
  mutating func icmp(_ negated: Bool) throws(NetfilterError) -> Match {
    let option = try value(of: "")
    let text = try value(of: option)
    let ipProtocol: IPProtocol = ICMPOption(option) == .v6 ? .icmpv6 : .icmp
    guard let type = ICMPNames.parse(text, ipProtocol) else {
      throw bad(text, option, "an ICMP type's name, type or type/code")
    }
    return ipProtocol == .icmp ? .icmp(type, negated: negated) : .icmpv6(type, negated: negated)
  }

  /// `80`, `8000:8080`, `:80` or `80:`.
  func ports(_ text: String, _ option: String) throws(NetfilterError) -> PortRange {
    let expected = "a port up to 65535, or first:last"
    guard let colon = text.firstIndex(of: ":") else {
      guard let port = parsePort(text) else { throw bad(text, option, expected) }
      return PortRange(port)
    }
    let (first, last) = (text[..<colon], text[text.index(after: colon)...])
    guard let lower = first.isEmpty ? 0 : parsePort(first), let upper = last.isEmpty ? .max : parsePort(last),
      lower <= upper
    else { throw bad(text, option, expected) }
    return PortRange(lower, upper)
  }

  private func parsePort(_ text: some StringProtocol) -> UInt16? {
    guard text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return UInt16(text)
  }

  /// `10.0.0.1`, `10.0.0.0/8` or `10.0.0.0/255.0.0.0`.
  func block(_ text: String, _ option: String) throws(NetfilterError) -> CIDR {
    if let block = CIDR(text) { return block }
    if let address = IPAddress(text) { return CIDR(address) }
    if let slash = text.firstIndex(of: "/"), let address = IPv4Address(text[..<slash]),
      let mask = IPv4Address(text[text.index(after: slash)...])
    {
      let length = (~mask.rawValue).leadingZeroBitCount
      if mask.rawValue.nonzeroBitCount == length { return .v4(CIDRv4(address, length: UInt8(length))) }
    }
    throw bad(text, option, "one address or block, such as 10.0.0.0/8")
  }

  func interface(_ text: String, _ option: String) throws(NetfilterError) -> String {
    guard (1...15).contains(text.utf8.count) else { throw bad(text, option, "a name of 1 to 15 bytes") }
    return text
  }

  func chain(_ text: String) throws(NetfilterError) -> ChainName {
    guard (1...ChainName.maximumLength).contains(text.utf8.count) else {
      throw error(.nameTooLong(text, limit: ChainName.maximumLength))
    }
    return ChainName(text)
  }

  func set(_ text: String) throws(NetfilterError) -> SetName {
    guard (1...SetName.maximumLength).contains(text.utf8.count) else {
      throw error(.nameTooLong(text, limit: SetName.maximumLength))
    }
    return SetName(text)
  }

  func number(_ text: String, _ option: String) throws(NetfilterError) -> UInt32 {
    guard let number = parseNumber(text) else { throw bad(text, option, "a number of 32 bits") }
    return number
  }

  func masked(_ text: String, _ option: String) throws(NetfilterError) -> (value: UInt32, mask: UInt32) {
    guard let pair = parseMasked(text) else { throw bad(text, option, "value or value/mask, each of 32 bits") }
    return pair
  }
}

extension CIDR {
  /// The block of one address.
  init(_ address: IPAddress) {
    switch address {
    case .v4(let address): self = .v4(CIDRv4(address))
    case .v6(let address): self = .v6(CIDRv6(address))
    }
  }
}
