internal import Backend
internal import Netfilter

extension RunnableProgram {
  /// A match whose meaning is not known; `nil` finds the first such one of the rule.
  func unknownMatch(_ match: Match?, _ chain: Int32, _ number: Int) -> UndecidableError {
    let rule = chains[Int(chain)].chain.rules[number]
    let place = place(of: chain, number)
    switch match ?? rule.matches.first(where: isUnknown) {
    case .set(let name, _, _): return UndecidableError("rule \(place) names set \(name), which is not there")
    case .addressType:
      let known = "only LOCAL and UNICAST can be told"
      return UndecidableError("rule \(place) asks for a type of addresses that is not known; \(known)")
    case .other(let raw):
      return UndecidableError("rule \(place) has the match \(raw.module), whose meaning is not known")
    default: return UndecidableError("rule \(place) has a match whose meaning is not known")
    }
  }

  /// A target whose meaning is not known, or a chain that is not there.
  func unknownTarget(_ chain: Int32, _ number: Int) -> UndecidableError {
    let place = place(of: chain, number)
    switch chains[Int(chain)].chain.rules[number].target {
    case .jump(let name), .goto(let name):
      return UndecidableError("rule \(place) leads to chain \(name), which is not there")
    case .other(let raw):
      return UndecidableError("rule \(place) has the target \(raw.module), whose meaning is not known")
    default: return UndecidableError("rule \(place) has a target whose meaning is not known")
    }
  }

  /// Chains that call each other without an end.
  func tooDeep(_ chain: Int32, _ depth: Int) -> UndecidableError {
    UndecidableError("chain \(chains[Int(chain)].chain.name) is called more than \(depth) deep")
  }

  private func isUnknown(_ match: Match) -> Bool {
    switch match {
    case .other: true
    case .set(let name, _, _): sets.index(of: name) == nil
    default: false
    }
  }

  private func place(of chain: Int32, _ number: Int) -> String {
    let made = chains[Int(chain)]
    return "\(made.table.rawValue) \(made.chain.name) \(number + 1)"
  }
}
