internal import Netfilter
internal import Text
internal import Traffic

/// A place where the kernel holds something else than was meant.
struct ProgramDifference: Hashable, Sendable {
  var place: String
  var meant: String
  var found: String

  /// What differs between two states of a node, tables first, then sets.
  static func all(meant: NodeState, found: NodeState) -> [ProgramDifference] {
    if meant.four == found.four, meant.six == found.six { return [] }
    var differences: [ProgramDifference] = []
    for family in [AddressFamily.ipv4, .ipv6] {
      for table in TableName.allCases {
        let title = (family == .ipv4 ? "" : "IPv6 ") + table.rawValue
        differences += chains(
          meant[family][table] ?? Table(table), found[family][table] ?? Table(table), title)
      }
    }
    return differences + sets(meant.four.sets, found.four.sets)
  }

  private static func chains(_ meant: Table, _ found: Table, _ title: String) -> [ProgramDifference] {
    let wanted = Dictionary(meant.savedChains.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let held = Dictionary(found.savedChains.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return Set(wanted.keys).union(held.keys).sorted().flatMap { name -> [ProgramDifference] in
      guard let wish = wanted[name], let other = held[name] else {
        let words = { (chain: Chain?) in chain == nil ? "no chain" : "a chain" }
        return [
          ProgramDifference(place: "\(title) \(name)", meant: words(wanted[name]), found: words(held[name]))
        ]
      }
      guard wish != other else { return [] }
      let rules = (0..<max(wish.rules.count, other.rules.count)).compactMap { index -> ProgramDifference? in
        let (left, right) = (wish.rules.at(index), other.rules.at(index))
        guard left != right else { return nil }
        return ProgramDifference(
          place: "\(title) \(name) \(index + 1)", meant: text(left, name), found: text(right, name))
      }
      guard rules.isEmpty else { return rules }
      let policy = { (chain: Chain) in "policy \(chain.policy?.rawValue ?? "-")" }
      return [ProgramDifference(place: "\(title) \(name)", meant: policy(wish), found: policy(other))]
    }
  }

  private static func text(_ rule: Rule?, _ chain: ChainName) -> String {
    guard let rule else { return "no rule" }
    var line = TextBuffer()
    line.append(rule, in: chain, as: .save)
    return line.text
  }

  private static func sets(_ meant: [IPSet], _ found: [IPSet]) -> [ProgramDifference] {
    let wanted = Dictionary(meant.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let held = Dictionary(found.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return Set(wanted.keys).union(held.keys).sorted().compactMap { name in
      guard wanted[name] != held[name] else { return nil }
      return ProgramDifference(place: "set \(name)", meant: text(wanted[name]), found: text(held[name]))
    }
  }

  private static func text(_ set: IPSet?) -> String {
    guard let set else { return "no set" }
    let members = set.members.map { member in
      var text = TextBuffer()
      text.append(member, as: .save)
      return text.text
    }
    return "\(set.type.rawValue) of \(set.capacity): " + members.sorted().joined(separator: ", ")
  }
}

extension Array {
  /// The element of an index, if there is one.
  func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
