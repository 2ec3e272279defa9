import Text

extension NetfilterError: CustomStringConvertible {
  /// `line 3: …`, in lower case, with the value and what was expected.
  public var description: String { "line \(line): \(reason)" }
}

extension NetfilterError.Reason: CustomStringConvertible {
  /// The text without the line.
  public var description: String {
    switch self {
    case .notUTF8: "the line is not UTF-8"
    case .nulByte(let column): "column \(column) is a NUL byte; expected text"
    case .lineTooLong(let count): "the line has \(count) bytes; expected at most \(WordSplitter.longestLine)"
    case .wordTooLong(let count): "a word has \(count) bytes; expected at most \(WordSplitter.longestWord)"
    case .tooManyWords(let count): "the line has \(count) words; expected at most \(WordSplitter.mostWords)"
    case .unterminatedQuote(let text): "the quote in \(excerpt(text)) does not close; expected \""
    case .unknownCommand(let word): "\"\(excerpt(word))\" is no command; expected a command such as -A, :CHAIN or add"
    case .unknownOption(let word, let module): "\(module) has no option \"\(excerpt(word))\""
    case .missingValue(let option): "\(option) has no value; expected one after it"
    case .badValue(let value, let option, let expected):
      "\(option) is \"\(excerpt(value))\"; expected \(expected)"
    case .repeatedOption(let option): "\(option) is given twice; expected it once"
    case .misplacedNegation(let word):
      "\"!\" stands before \"\(excerpt(word))\"; expected an option that can be negated"
    case .missingProtocol(let option):
      "\(option) needs a protocol with ports; expected -p tcp, udp or sctp without \"!\""
    case .missingOption(let option, let module): "\(module) has no \(option); expected one"
    case .unexpectedWord(let word): "\"\(excerpt(word))\" belongs to nothing; expected an option or the line's end"
    case .nameTooLong(let name, let limit):
      "name \"\(excerpt(name))\" has \(name.utf8.count) bytes; expected 1 to \(limit)"
    case .outsideTable: "the command stands outside a table; expected *filter or another table before it"
    case .missingCommit(let table): "table \(table.rawValue) is not committed; expected COMMIT"
    case .unknownChain(let chain, let table): "chain \"\(chain)\" of table \(table.rawValue) does not exist"
    case .existingChain(let chain, let table): "chain \"\(chain)\" of table \(table.rawValue) exists already"
    case .unexpectedPolicy(let chain): "chain \"\(chain)\" cannot have a policy; expected one of the kernel's own"
    case .permanentChain(let chain): "chain \"\(chain)\" is the kernel's own and cannot be deleted"
    case .chainInUse(let chain):
      "chain \"\(chain)\" has rules or is led to; expected an empty chain without jumps to it"
    case .missingRule(let chain): "chain \"\(chain)\" has no rule like this one"
    case .badRuleNumber(let number, let chain, let count):
      "rule \(number) of \"\(chain)\" is out of reach of its \(count)"
    case .unknownSet(let set): "set \"\(set)\" does not exist"
    case .existingSet(let set): "set \"\(set)\" exists already, or with another type, family or size"
    case .setInUse(let set): "set \"\(set)\" is in use by a rule or a list"
    case .badMember(let member, let set, let type): "set \"\(set)\" of type \(type.rawValue) cannot hold \(member)"
    case .existingMember(let member, let set): "set \"\(set)\" has the member \(member) already"
    case .missingMember(let member, let set): "set \"\(set)\" has no member \(member)"
    case .fullSet(let set, let capacity): "set \"\(set)\" is full; expected at most \(capacity) members"
    case .unlikeSets(let left, let right):
      "sets \"\(left)\" and \"\(right)\" differ in type or family; expected the same"
    }
  }

  private func excerpt(_ text: String) -> String {
    text.unicodeScalars.count <= 60 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(60))) + "…"
  }
}
