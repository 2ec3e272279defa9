internal import Netfilter

/// What becomes of sets between two programs: which are made, changed by way of a copy, and destroyed.
struct SetChange {
  /// For each set whose content changes, and for each list that leads to such, the name of the copy.
  let copies: [SetName: SetName]
  private let old: [SetName: IPSet]
  private let new: [IPSet]

  init(old: [IPSet], new: [IPSet]) {
    self.old = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.new = new
    let held = self.old
    var changed = Set(new.filter { held[$0.name] != nil && held[$0.name] != $0 }.map(\.name))
    // A list does not hold lists, so that one round finds all that lead to a changed set.
    for set in new where set.members.contains(where: { $0.leads(to: changed) }) { changed.insert(set.name) }
    copies = Dictionary(uniqueKeysWithValues: changed.sorted().enumerated().map { ($1, SetName("moat-copy-\($0)")) })
  }

  private var gone: [IPSet] {
    let kept = Set(new.map(\.name))
    return old.values.filter { !kept.contains($0.name) }.sorted { $0.name < $1.name }
  }

  private var made: [IPSet] { new.filter { old[$0.name] == nil && copies[$0.name] == nil } }

  /// Before the chains change: the new sets, and the copies of those that change.
  var preparation: SetScript {
    let copied = new.compactMap { set -> IPSet? in
      guard let copy = copies[set.name] else { return nil }
      var result = set
      result.name = copy
      result.members = set.members.map { $0.renamed(copies) }
      return result
    }
    return SetScript(Self.creation(made + copied))
  }

  /// When chains lead to the copies: the sets themselves get their new content. Lists let go of their members first.
  var replacement: SetScript {
    let changed = new.filter { copies[$0.name] != nil }
    let lists = changed.filter { $0.type == .listSet && old[$0.name] != nil } + gone.filter { $0.type == .listSet }
    var commands = lists.map { SetCommand(.flush($0.name)) }
    commands += changed.filter { old[$0.name] != nil }.map { SetCommand(.destroy($0.name)) }
    return SetScript(commands + Self.creation(changed))
  }

  /// At the end: the copies, and what the new program does not have.
  var conclusion: SetScript {
    let lists = new.filter { $0.type == .listSet }.compactMap { copies[$0.name] }
    let ends = gone.filter { $0.type == .listSet }.map(\.name) + lists
    let rest = gone.filter { $0.type != .listSet }.map(\.name) + copies.values.sorted().filter { !lists.contains($0) }
    return SetScript((ends + rest).map { SetCommand(.destroy($0)) })
  }

  /// After a refusal: whatever of the new sets and copies is there.
  var withdrawal: SetScript {
    let names = copies.values.sorted() + made.map(\.name)
    return SetScript(
      names.map { SetCommand(.flush($0), isForgiving: true) }
        + names.map { SetCommand(.destroy($0), isForgiving: true) })
  }

  /// A program whose rules lead to the copies.
  func renamed(_ state: NodeState) -> NodeState {
    var result = state
    for table in result.four.tables.indices { rename(&result.four.tables[table]) }
    for table in result.six.tables.indices { rename(&result.six.tables[table]) }
    return result
  }

  private func rename(_ table: inout Table) {
    for chain in table.chains.indices {
      for rule in table.chains[chain].rules.indices {
        table.chains[chain].rules[rule].matches = table.chains[chain].rules[rule].matches.map { match in
          guard case .set(let name, let directions, let negated) = match, let copy = copies[name] else { return match }
          return .set(copy, directions, negated: negated)
        }
      }
    }
  }

  /// A line with the names of the sets that its copies stand for.
  func originalNames(in line: String) -> String {
    let names = Dictionary(uniqueKeysWithValues: copies.map { ($1.text, $0.text) })
    return line.split(separator: " ", omittingEmptySubsequences: false)
      .map { names[String($0)] ?? String($0) }.joined(separator: " ")
  }

  private static func creation(_ sets: [IPSet]) -> [SetCommand] {
    (sets.filter { $0.type != .listSet } + sets.filter { $0.type == .listSet }).flatMap { set in
      var empty = set
      empty.members = []
      empty.bookkeeping = nil
      return [SetCommand(.create(empty))] + set.members.map { SetCommand(.add($0, to: set.name)) }
    }
  }
}

extension SetMember {
  fileprivate func leads(to names: Set<SetName>) -> Bool {
    if case .set(let name) = self { names.contains(name) } else { false }
  }

  fileprivate func renamed(_ names: [SetName: SetName]) -> SetMember {
    if case .set(let name) = self { .set(names[name] ?? name) } else { self }
  }
}
