public import Traffic

/// Sets of traffic, each held once under a number, with a memory of what was computed from them.
public struct TrafficPool: Sendable {
  /// The number of a set.
  public typealias ID = Int32

  private struct Pair: Hashable {
    var left: ID
    var right: ID
  }

  /// Everything.
  public static let everything: ID = 0
  /// Nothing.
  public static let nothing: ID = 1

  /// The sets, by number.
  public var sets: [TrafficSet] { numbering.values }
  private var numbering = Numbering<TrafficSet>()
  private var intersections: [Pair: ID] = [:]
  private var unions: [Pair: ID] = [:]
  private var remainders: [Pair: ID] = [:]

  /// A pool with everything and nothing in it.
  public init() {
    for set in [TrafficSet.all, .empty] { _ = numbering.number(of: set) }
  }

  /// The set with a number.
  public subscript(id: ID) -> TrafficSet { numbering[id] }

  /// The number of a set.
  public mutating func number(of set: TrafficSet) -> ID {
    set.isFull ? Self.everything : numbering.number(of: set)
  }

  /// What is in both.
  public mutating func intersection(_ left: ID, _ right: ID) -> ID {
    if left == Self.everything || left == right { return right }
    if right == Self.everything || left == Self.nothing { return left }
    if right == Self.nothing { return right }
    let pair = Pair(left: min(left, right), right: max(left, right))
    if let known = intersections[pair] { return known }
    let result = number(of: self[left].intersection(self[right]))
    intersections[pair] = result
    return result
  }

  /// What is in either.
  public mutating func union(_ left: ID, _ right: ID) -> ID {
    if left == Self.nothing || left == right { return right }
    if right == Self.nothing || left == Self.everything { return left }
    if right == Self.everything { return right }
    let pair = Pair(left: min(left, right), right: max(left, right))
    if let known = unions[pair] { return known }
    let result = number(of: self[left].union(self[right]))
    unions[pair] = result
    return result
  }

  /// What is in `left` and not in `right`.
  public mutating func subtraction(_ left: ID, _ right: ID) -> ID {
    if right == Self.nothing || left == Self.nothing { return left }
    if right == Self.everything || left == right { return Self.nothing }
    let pair = Pair(left: left, right: right)
    if let known = remainders[pair] { return known }
    let result = number(of: self[left].subtracting(self[right]))
    remainders[pair] = result
    return result
  }
}
