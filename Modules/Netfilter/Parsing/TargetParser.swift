/// Reads the options of one `-j TARGET` or `-g CHAIN`.
struct TargetParser {
  var cursor: WordCursor
  let name: String
  let end: Int
  let isGoto: Bool
  /// Whether something was written as `iptables-save` never does, so that a line with only a target has a dialect.
  private(set) var usesShortForm = false

  init(cursor: WordCursor, name: String, end: Int, isGoto: Bool) {
    (self.cursor, self.name, self.end, self.isGoto) = (cursor, name, end, isGoto)
  }

  /// The target; one that Moat does not know keeps its words, and one without options may be a chain.
  mutating func parse() throws(NetfilterError) -> Target {
    if isGoto { return try plain(.goto(try cursor.chain(name))) }
    switch name {
    case "ACCEPT": return try plain(.accept)
    case "DROP": return try plain(.drop)
    case "RETURN": return try plain(.return)
    case "REJECT": return try reject()
    case "MARK": return .mark(try mark())
    case "CONNMARK": return .connmark(try connmark())
    case "LOG": return .log(try log())
    case "NFLOG": return try nflog()
    default:
      if isAtEnd, !Self.otherTargets.contains(name) { return .jump(try cursor.chain(name)) }
      guard Self.otherTargets.contains(name) || cursor.next?.text.hasPrefix("-") == true else {
        throw cursor.error(.unexpectedWord(cursor.next?.text ?? ""))
      }
      return .other(RawExtension(name, cursor.text(cursor.position..<end)))
    }
  }

  private static let otherTargets: Set<String> = [
    "AUDIT", "CHECKSUM", "CLASSIFY", "CLUSTERIP", "CONNSECMARK", "CT", "DNAT", "DNPT", "DSCP", "ECN", "HL", "HMARK",
    "IDLETIMER", "LED", "MASQUERADE", "NETMAP", "NFQUEUE", "NOTRACK", "QUEUE", "RATEEST", "REDIRECT", "SECMARK", "SET",
    "SNAT", "SNPT", "SYNPROXY", "TCPMSS", "TCPOPTSTRIP", "TEE", "TOS", "TPROXY", "TRACE", "TTL", "ULOG",
  ]

  private var isAtEnd: Bool { cursor.position >= end }

  private func plain(_ target: Target) throws(NetfilterError) -> Target {
    guard isAtEnd, cursor.next == nil || cursor.position == end else {
      let word = cursor.next?.text ?? ""
      throw cursor.error(word.hasPrefix("-") ? .unknownOption(word, of: "target \(name)") : .unexpectedWord(word))
    }
    return target
  }

  private mutating func option() throws(NetfilterError) -> String? {
    guard !isAtEnd, let word = cursor.next else { return nil }
    cursor.position += 1
    guard word.isOption else {
      throw cursor.error(word.text == "!" ? .misplacedNegation(cursor.next?.text ?? "") : .unexpectedWord(word.text))
    }
    return word.text
  }

  private mutating func value(of option: String) throws(NetfilterError) -> String {
    guard !isAtEnd else { throw cursor.error(.missingValue(of: option)) }
    return try cursor.value(of: option)
  }

  private func unknown(_ option: String) -> NetfilterError {
    cursor.error(.unknownOption(option, of: "target \(name)"))
  }

  private mutating func reject() throws(NetfilterError) -> Target {
    guard let option = try option() else { return .reject() }
    guard option == "--reject-with" else { throw unknown(option) }
    let text = try value(of: option)
    guard let reason = RejectReason(name: text) else {
      throw cursor.bad(text, option, "a reason such as icmp-port-unreachable or tcp-reset")
    }
    return try plain(.reject(reason))
  }

  private mutating func mark() throws(NetfilterError) -> MarkChange {
    guard let option = try option() else { throw cursor.error(.missingOption("--set-mark", of: "target MARK")) }
    return try change(option)
  }

  private mutating func change(_ option: String) throws(NetfilterError) -> MarkChange {
    let text = try value(of: option)
    usesShortForm = option != "--set-xmark"
    var change: MarkChange
    switch option {
    case "--set-mark", "--set-xmark":
      let (value, mask) = try cursor.masked(text, option)
      change = MarkChange(option == "--set-mark" ? .set : .exclusiveSet, value, mask: mask)
    case "--and-mark": change = MarkChange(.and, try cursor.number(text, option))
    case "--or-mark": change = MarkChange(.or, try cursor.number(text, option))
    case "--xor-mark": change = MarkChange(.xor, try cursor.number(text, option))
    default: throw unknown(option)
    }
    change.hasBareZero = text == "0" || text.hasPrefix("0/")
    _ = try plain(.accept)
    return change
  }

  private mutating func connmark() throws(NetfilterError) -> ConnmarkChange {
    guard let option = try option() else { throw cursor.error(.missingOption("--set-mark", of: "target CONNMARK")) }
    guard option == "--save-mark" || option == "--restore-mark" else { return .change(try change(option)) }
    var (packetMask, connectionMask): (UInt32, UInt32) = (.max, .max)
    while let mask = try self.option() {
      let number = try cursor.number(try value(of: mask), mask)
      switch mask {
      case "--nfmask": packetMask = number
      case "--ctmask": connectionMask = number
      case "--mask": (packetMask, connectionMask) = (number, number)
      default: throw unknown(mask)
      }
    }
    return option == "--save-mark"
      ? .save(packetMask: packetMask, connectionMask: connectionMask)
      : .restore(packetMask: packetMask, connectionMask: connectionMask)
  }

  private mutating func log() throws(NetfilterError) -> LogTarget {
    var log = LogTarget()
    while let option = try option() {
      if let flag = LogTarget.options.first(where: { $0.name == option }) {
        log.flags |= flag.bit
        continue
      }
      let text = try value(of: option)
      switch option {
      case "--log-prefix": log.prefix = text
      case "--log-level":
        guard let level = LogTarget.level(text) else {
          throw cursor.bad(text, option, "a level 0 to 7 or its name, such as warning")
        }
        log.level = level
      default: throw unknown(option)
      }
    }
    return log
  }

  private mutating func nflog() throws(NetfilterError) -> Target {
    var log = NFLogTarget(group: 0)
    let start = cursor.position
    while let option = try option() {
      let text = try value(of: option)
      switch option {
      case "--nflog-prefix": log.prefix = text
      case "--nflog-size": log.size = try cursor.number(text, option)
      case "--nflog-group": log.group = try short(text, option)
      case "--nflog-threshold": log.threshold = try short(text, option)
      case "--nflog-range": return .other(RawExtension(name, cursor.text(start..<end)))
      default: throw unknown(option)
      }
    }
    return .nflog(log)
  }

  private func short(_ text: String, _ option: String) throws(NetfilterError) -> UInt16 {
    guard let number = parseNumber(text).flatMap({ UInt16(exactly: $0) }) else {
      throw cursor.bad(text, option, "a number up to 65535")
    }
    return number
  }
}
