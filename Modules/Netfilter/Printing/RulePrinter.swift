import Text
import Traffic

/// Prints one rule's matches and target in one dialect.
struct RulePrinter {
  var buffer = TextBuffer()
  let rule: Rule
  let dialect: RuleDialect
  let family: AddressFamily
  private var hasProtocol = false
  private var hasPortModule = false
  private var openPort: PacketSide?

  init(_ rule: Rule, _ dialect: RuleDialect, _ family: AddressFamily) {
    self.rule = rule
    self.family = family
    self.dialect = dialect == .asWritten ? rule.spelling.dialect : dialect
  }

  var isFelix: Bool { dialect == .felix }

  /// Appends everything after `-A CHAIN`.
  mutating func print() {
    if dialect == .npm, let target = rule.target { print(target) }
    for match in dialect == .save ? rule.savedMatches : rule.matches { printInTurn(match) }
    if dialect != .npm, let target = rule.target { print(target) }
  }

  /// Puts the protocol before the first match that needs it, whatever the order of the header.
  private mutating func printInTurn(_ match: Match) {
    switch match {
    case .protocol:
      if !hasProtocol { print(match) }
      hasProtocol = true
    case .sourcePort(let range, let negated): port(.source, range, negated)
    case .destinationPort(let range, let negated): port(.destination, range, negated)
    case .multiport, .icmp, .icmpv6, .other:
      printProtocol()
      openPort = nil
      print(match)
    default:
      if !match.isHeader { openPort = nil }
      print(match)
    }
  }

  private mutating func printProtocol() {
    guard !hasProtocol else { return }
    hasProtocol = true
    for match in rule.matches {
      if case .protocol = match {
        print(match)
        return
      }
    }
  }

  /// Adjacent ports of both sides share one `-m tcp`; without it the tools put them into the rule's first one.
  private mutating func port(_ side: PacketSide, _ range: PortRange, _ negated: Bool) {
    printProtocol()
    if openPort == nil || openPort == .either || openPort == side {
      if dialect == .save || hasPortModule { module(rule.protocolName) }
      hasPortModule = true
      openPort = side
    } else {
      openPort = .either
    }
    if dialect == .save, range == .all, !negated { return }
    negate(negated)
    switch side {
    case .source: isFelix ? buffer.append(literal: " --source-port ") : buffer.append(literal: " --sport ")
    default: isFelix ? buffer.append(literal: " --destination-port ") : buffer.append(literal: " --dport ")
    }
    buffer.append(range)
  }

  mutating func module(_ name: String) {
    buffer.append(literal: " -m ")
    buffer.append(name)
  }

  mutating func negate(_ negated: Bool) {
    if negated { buffer.append(literal: " !") }
  }
}

extension Rule {
  /// The name of the protocol that its ports belong to.
  var protocolName: String {
    for match in matches {
      if case .protocol(let ipProtocol, _) = match { return ipProtocol.savedName }
    }
    return "tcp"
  }

  /// The matches as `iptables-save` lists them; unlike the canonical ones they keep `-m tcp` without a condition.
  var savedMatches: [Match] {
    let hasIdleModule = matches.contains { match in
      switch match {
      case .sourcePort(.all, negated: false), .destinationPort(.all, negated: false): true
      case .other(let raw): raw.arguments.isEmpty && PortModule(rawValue: raw.module) != nil
      default: false
      }
    }
    guard hasIdleModule else { return canonicalMatches }
    var kept = self
    kept.matches.removeAll { !$0.isHeader }
    return kept.canonicalMatches + matches.filter { !$0.isHeader }.map { $0.canonical ?? $0 }
  }
}

extension RuleSpelling {
  /// The dialect that a parsed rule was written in.
  public var dialect: RuleDialect { contains(.npm) ? .npm : contains(.felix) ? .felix : .save }
}
