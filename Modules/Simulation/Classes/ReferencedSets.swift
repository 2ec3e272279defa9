internal import Netfilter
internal import Reachability
internal import Traffic

/// The sets that the rules of some programs ask for, lists taken apart, equal ones of several programs held once.
struct ReferencedSets: Sendable {
  /// What a set's name stands for in one program.
  struct Reference: Hashable, Sendable {
    var program: Int
    var name: SetName
  }

  /// The sets of addresses and of addresses with ports; never lists.
  private(set) var sets: [IPSet] = []
  /// The sets that a name stands for: one, or those of a list. A name that is missing here names no set.
  private(set) var parts: [Reference: [Int]] = [:]
  private var known: [SetName: [Int]] = [:]

  init(_ programs: [NodeProgram], family: AddressFamily) {
    for (number, program) in programs.enumerated() where program.program.family == family {
      let byName = Dictionary(program.program.sets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      for table in program.program.tables {
        for rule in table.chains.lazy.flatMap(\.rules) { add(rule, of: number, byName) }
      }
      for rule in program.hooks.compactMap(\.command.rule) { add(rule, of: number, byName) }
    }
  }

  private mutating func add(_ rule: Rule, of program: Int, _ byName: [SetName: IPSet]) {
    for case .set(let name, _, _) in rule.matches {
      let reference = Reference(program: program, name: name)
      guard parts[reference] == nil, let set = byName[name] else { continue }
      var found: [Int] = []
      collect(set, byName, into: &found)
      parts[reference] = found
    }
  }

  private mutating func collect(_ set: IPSet, _ byName: [SetName: IPSet], into found: inout [Int]) {
    guard set.type == .listSet else {
      found.append(number(of: set))
      return
    }
    // A list cannot hold lists.
    for case .set(let name) in set.members {
      if let inner = byName[name], inner.type != .listSet { found.append(number(of: inner)) }
    }
  }

  private mutating func number(of set: IPSet) -> Int {
    for index in known[set.name, default: []] where sets[index].type == set.type && sets[index].members == set.members {
      return index
    }
    known[set.name, default: []].append(sets.count)
    sets.append(set)
    return sets.count - 1
  }
}

extension RestoreCommand {
  /// The rule that an insert or append puts into a chain.
  var rule: Rule? {
    switch self {
    case .insert(let rule, _, _), .append(let rule, _): rule
    default: nil
    }
  }
}
