internal import PolicyModel

/// Which symbols obey which rules, so that a name is looked at once however often it comes.
struct CheckedNames {
  /// Two bits for each rule and symbol: looked at, and valid.
  private var answers: [UInt16] = []

  /// Whether the symbol's text obeys the rule.
  mutating func isValid(_ symbol: Symbol, _ rule: NameRule, in symbols: borrowing SymbolTable) -> Bool {
    let index = Int(symbol.rawValue)
    if index >= answers.count {
      answers += Array(repeating: 0, count: max(index + 1, answers.count * 2) - answers.count)
    }
    let shift = UInt16(rule.rawValue) * 2
    if answers[index] >> shift & 1 == 0 {
      answers[index] |= (rule.accepts(symbols.utf8(symbol)) ? 3 : 1) << shift
    }
    return answers[index] >> shift & 2 != 0
  }
}
