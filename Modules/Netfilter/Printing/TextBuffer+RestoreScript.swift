public import Text
public import Traffic

extension TextBuffer {
  /// Appends `-A CHAIN …` without a line feed; `family` decides what a REJECT without reason is saved as.
  public mutating func append(
    _ rule: Rule, in chain: ChainName, as dialect: RuleDialect, family: AddressFamily = .ipv4
  ) {
    append(literal: "-A ")
    append(bareWord: chain.text)
    append(rule, as: dialect, family: family)
  }

  /// Appends what follows the chain's name in a rule's line, a space first unless it is nothing.
  public mutating func append(_ rule: Rule, as dialect: RuleDialect, family: AddressFamily = .ipv4) {
    // The buffer moves into the printer and back: it is never copied.
    var printer = RulePrinter(rule, dialect, family)
    swap(&printer.buffer, &self)
    printer.print()
    swap(&printer.buffer, &self)
  }

  /// Appends one line of a script, without a line feed.
  public mutating func append(_ command: RestoreCommand, as dialect: RuleDialect, family: AddressFamily = .ipv4) {
    switch command {
    case .table(let name): append("*\(name.rawValue)")
    case .declare(let chain, let policy, let counters): declare(chain, policy, counters)
    case .append(let rule, let chain):
      appendStart("-A ", chain, nil, rule)
      append(rule, as: dialect, family: family)
    case .insert(let rule, let chain, let number):
      appendStart("-I ", chain, number, rule)
      append(rule, as: dialect, family: family)
    case .replace(let rule, let chain, let number):
      appendStart("-R ", chain, number, rule)
      append(rule, as: dialect, family: family)
    case .delete(let rule, let chain):
      appendStart("-D ", chain, nil, rule)
      append(rule, as: dialect, family: family)
    case .deleteNumber(let number, let chain):
      append(literal: "-D ")
      append(bareWord: chain.text)
      append(literal: " ")
      append(decimal: UInt(max(0, number)))
    case .flush(let chain): appendOption("-F", chain)
    case .deleteChain(let chain): appendOption("-X", chain)
    case .newChain(let chain): appendOption("-N", chain)
    case .setPolicy(let chain, let policy):
      appendOption("-P", chain)
      append(literal: " ")
      append(policy.rawValue)
    case .commit: append(literal: "COMMIT")
    case .remark(let text): append(text)
    }
  }

  /// Appends a whole script, each line ended by a line feed.
  public mutating func append(
    _ script: RestoreScript, as dialect: RuleDialect = .asWritten, family: AddressFamily = .ipv4
  ) {
    for command in script.commands {
      append(command, as: dialect, family: family)
      append(byte: 10)
    }
  }

  mutating func append(_ counters: Counters) {
    append(byte: UInt8(ascii: "["))
    append(decimal: counters.packets)
    append(byte: UInt8(ascii: ":"))
    append(decimal: counters.bytes)
    append(byte: UInt8(ascii: "]"))
  }

  private mutating func declare(_ chain: ChainName, _ policy: ChainPolicy?, _ counters: Counters?) {
    append(byte: UInt8(ascii: ":"))
    append(bareWord: chain.text)
    append(byte: 32)
    append(policy?.rawValue ?? "-")
    append(byte: 32)
    if let counters { append(counters) } else { append(byte: UInt8(ascii: "-")) }
  }

  private mutating func appendStart(_ command: StaticString, _ chain: ChainName, _ number: Int?, _ rule: Rule) {
    if let counters = rule.counters {
      append(counters)
      append(byte: 32)
    }
    append(literal: command)
    append(bareWord: chain.text)
    if let number {
      append(byte: 32)
      append(decimal: UInt(max(0, number)))
    }
  }

  private mutating func appendOption(_ option: StaticString, _ chain: ChainName?) {
    append(literal: option)
    if let chain {
      append(byte: 32)
      append(bareWord: chain.text)
    }
  }
}
