extension RestoreScript {
  /// Reads `iptables-restore` input or what `iptables-save` printed; throws for the first line that is neither.
  ///
  /// Every line becomes one command, in order, so that a command's index tells its line.
  public init(parsing text: String) throws(NetfilterError) { try self.init(utf8: Array(text.utf8)) }

  /// Reads UTF-8 bytes as `init(parsing:)` does; some 5 µs for a rule.
  public init(utf8 text: [UInt8]) throws(NetfilterError) {
    var commands: [RestoreCommand] = []
    try forEachLine(of: text) { (number, range) throws(NetfilterError) in
      commands.append(try RestoreCommand(text, range, line: number))
    }
    self.init(commands)
  }
}

extension RestoreCommand {
  /// Reads one line without its line feed; errors name it as line `number`.
  public init(parsing line: String, line number: Int = 1) throws(NetfilterError) {
    let bytes = Array(line.utf8)
    try self.init(bytes, bytes.indices, line: number)
  }

  init(_ source: [UInt8], _ range: Range<Int>, line: Int) throws(NetfilterError) {
    var cursor = try WordCursor(source, range, line: line)
    guard let first = cursor.next, source[range.lowerBound] != UInt8(ascii: "#") else {
      self = .remark(String(decoding: source[range], as: UTF8.self))
      return
    }
    cursor.position = 1
    switch first.text.utf8.first {
    case UInt8(ascii: "*"): self = try cursor.end(after: .table(try cursor.table(first.text)))
    case UInt8(ascii: ":"): self = try cursor.declaration(first.text)
    case UInt8(ascii: "["):
      let counters = try cursor.counters(first.text)
      let command = try cursor.value(of: first.text)
      self = try cursor.command(command, counters)
    default: self = first.text == "COMMIT" ? try cursor.end(after: .commit) : try cursor.command(first.text, nil)
    }
  }
}

extension WordCursor {
  fileprivate func table(_ word: String) throws(NetfilterError) -> TableName {
    guard let name = TableName(rawValue: String(word.dropFirst())) else {
      throw bad(word, "the table", "*filter, *nat, *mangle, *raw or *security")
    }
    return name
  }

  fileprivate func counters(_ word: String) throws(NetfilterError) -> Counters {
    let numbers = word.dropFirst().dropLast().split(separator: ":", omittingEmptySubsequences: false)
    guard word.hasPrefix("["), word.hasSuffix("]"), numbers.count == 2, let packets = UInt64(numbers[0]),
      let bytes = UInt64(numbers[1])
    else { throw bad(word, "the counters", "[packets:bytes]") }
    return Counters(packets: packets, bytes: bytes)
  }

  fileprivate mutating func declaration(_ word: String) throws(NetfilterError) -> RestoreCommand {
    let name = try chain(String(word.dropFirst()))
    let text = try value(of: word)
    let policy = ChainPolicy(rawValue: text)
    guard policy != nil || text == "-" else { throw bad(text, "the policy of \(name)", "ACCEPT, DROP or -") }
    guard let next else { return .declare(name, policy: policy) }
    position += 1
    let counters = next.text == "-" ? nil : try counters(next.text)
    return try end(after: .declare(name, policy: policy, counters: counters))
  }

  fileprivate mutating func command(_ word: String, _ counters: Counters?) throws(NetfilterError) -> RestoreCommand {
    switch word {
    case "-A", "--append":
      let name = try chain(try value(of: word))
      return .append(try rule(counters), to: name)
    case "-I", "--insert":
      let name = try chain(try value(of: word))
      let number = try ruleNumber()
      return .insert(try rule(counters), into: name, at: number)
    case "-R", "--replace":
      let name = try chain(try value(of: word))
      guard let number = try ruleNumber() else { throw error(.missingValue(of: "the rule's number")) }
      return .replace(try rule(counters), in: name, at: number)
    case "-D", "--delete":
      let name = try chain(try value(of: word))
      if let number = try ruleNumber() { return try end(after: .deleteNumber(number, from: name)) }
      return .delete(try rule(counters), from: name)
    case "-F", "--flush":
      let name = try optionalChain()
      return try end(after: .flush(name))
    case "-X", "--delete-chain":
      let name = try optionalChain()
      return try end(after: .deleteChain(name))
    case "-N", "--new-chain":
      let name = try chain(try value(of: word))
      return try end(after: .newChain(name))
    case "-P", "--policy":
      let name = try chain(try value(of: word))
      let text = try value(of: word)
      guard let policy = ChainPolicy(rawValue: text) else { throw bad(text, "the policy of \(name)", "ACCEPT or DROP") }
      return try end(after: .setPolicy(name, policy))
    default: throw error(.unknownCommand(word))
    }
  }

  private func rule(_ counters: Counters?) throws(NetfilterError) -> Rule {
    var parser = RuleParser(self)
    var rule = try parser.parse()
    if let counters { rule.counters = counters }
    return rule
  }

  /// Reads a number if the next word is one.
  private mutating func ruleNumber() throws(NetfilterError) -> Int? {
    guard let next, let first = next.text.utf8.first, first >= 48, first <= 57 else { return nil }
    guard let number = parseNumber(next.text), number > 0 else {
      throw bad(next.text, "the rule's number", "1 or more")
    }
    position += 1
    return Int(number)
  }

  private mutating func optionalChain() throws(NetfilterError) -> ChainName? {
    isAtEnd ? nil : try chain(try value(of: ""))
  }

  fileprivate func end(after command: RestoreCommand) throws(NetfilterError) -> RestoreCommand {
    if let next { throw error(.unexpectedWord(next.text)) }
    return command
  }
}
