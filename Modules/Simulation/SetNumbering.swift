internal import Netfilter

/// Sets of several nodes' programs, equal ones held once.
struct SetNumbering: Sendable {
  /// The sets, by number.
  private(set) var sets: [IPSet] = []
  private var known: [SetName: [Int32]] = [:]

  /// The number of a set; costs O(members) only for one that is a copy, not the same value, of one that was seen.
  mutating func number(of set: IPSet) -> Int32 {
    for index in known[set.name, default: []]
    where sets[Int(index)].type == set.type && sets[Int(index)].members == set.members {
      return index
    }
    let number = Int32(sets.count)
    known[set.name, default: []].append(number)
    sets.append(set)
    return number
  }
}
