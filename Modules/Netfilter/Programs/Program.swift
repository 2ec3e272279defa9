public import Traffic

/// Everything that one node's kernel holds for one address family: tables with their chains, and sets.
///
/// A program is a state. `RestoreScript` and `SetScript` are the commands that lead from one state to the next.
public struct Program: Sendable {
  /// IPv4 (iptables) or IPv6 (ip6tables).
  public var family: AddressFamily
  /// The tables that are in use, each once.
  public var tables: [Table]
  /// The sets, each name once.
  public var sets: [IPSet]

  /// A program; without arguments it is a fresh node of IPv4.
  public init(family: AddressFamily = .ipv4, tables: [Table] = [], sets: [IPSet] = []) {
    (self.family, self.tables, self.sets) = (family, tables, sets)
  }

  /// The table of this name, if it is in use.
  public subscript(name: TableName) -> Table? { tables.first { $0.name == name } }

  /// The set of this name; O(sets), so build an index where many are looked up.
  public subscript(name: SetName) -> IPSet? { sets.first { $0.name == name } }
}

extension Program: Hashable {
  /// The same tables and sets in whatever order; a table that does nothing is as good as none.
  public static func == (left: Self, right: Self) -> Bool {
    guard left.family == right.family, left.sets.count == right.sets.count else { return false }
    for name in TableName.allCases where (left[name] ?? Table(name)) != (right[name] ?? Table(name)) { return false }
    if left.sets == right.sets { return true }
    let sets = Dictionary(left.sets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return right.sets.allSatisfy { sets[$0.name] == $0 }
  }

  /// Hashes the family and the number of sets.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(family)
    hasher.combine(sets.count)
  }
}
