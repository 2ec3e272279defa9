public import Traffic

/// Reads many pairs of a reachability: every distinct set of traffic is made once and has a number.
public struct ReachabilityReader {
  /// The number of a set of traffic in `sets`.
  public typealias TrafficID = Int32

  private struct Pair: Hashable {
    var left: Int32
    var right: Int32
  }

  /// What is read.
  public let reachability: Reachability
  /// The sets of traffic met so far; 0 is everything, 1 is nothing.
  public private(set) var sets: [TrafficSet] = []
  private var numbers: [TrafficSet: TrafficID] = [:]
  private var intersections: [Pair: TrafficID] = [:]
  private var unions: [Pair: TrafficID] = [:]
  private var allowed: [TrafficID] = []
  private var onward: [[(traffic: TrafficID, table: Int)]] = []

  /// Everything.
  public static let everything: TrafficID = 0
  /// Nothing.
  public static let nothing: TrafficID = 1

  /// A reader.
  public init(_ reachability: Reachability) {
    self.reachability = reachability
    _ = number(of: .all)
    _ = number(of: .empty)
    for outcome in reachability.outcomes {
      allowed.append(number(of: outcome.allowed))
      onward.append(outcome.onward.map { (number(of: $0.traffic), $0.table) })
    }
  }

  /// The number of a set of traffic.
  public mutating func number(of set: TrafficSet) -> TrafficID {
    if let known = numbers[set] { return known }
    let number = TrafficID(sets.count)
    sets.append(set)
    numbers[set] = number
    return number
  }

  /// What may begin from one end to another.
  public mutating func traffic(from source: Int, to target: Int) -> TrafficID {
    if source == target { return Self.everything }
    let classOf = reachability.classOf
    return traffic(
      fromClass: Int(classOf[source]), toClass: Int(classOf[target]),
      isSameNode: reachability.isSameNode(source, target))
  }

  /// What may begin from the ends of one class to those of another, themselves excepted.
  public mutating func traffic(fromClass source: Int, toClass target: Int, isSameNode: Bool) -> TrafficID {
    var result = Self.everything
    for stage in isSameNode ? reachability.staying : reachability.crossing {
      result = intersection(result, traffic(stage, source, target))
      if result == Self.nothing { break }
    }
    return result
  }

  /// What is in both sets.
  public mutating func intersection(_ left: TrafficID, _ right: TrafficID) -> TrafficID {
    if left == Self.everything || left == right { return right }
    if right == Self.everything || left == Self.nothing { return left }
    if right == Self.nothing { return right }
    let pair = Pair(left: min(left, right), right: max(left, right))
    if let known = intersections[pair] { return known }
    let result = number(of: sets[Int(left)].intersection(sets[Int(right)]))
    intersections[pair] = result
    return result
  }

  /// What is in either set.
  public mutating func union(_ left: TrafficID, _ right: TrafficID) -> TrafficID {
    if left == Self.nothing || left == right { return right }
    if right == Self.nothing || left == Self.everything { return left }
    if right == Self.everything { return right }
    let pair = Pair(left: min(left, right), right: max(left, right))
    if let known = unions[pair] { return known }
    let result = number(of: sets[Int(left)].union(sets[Int(right)]))
    unions[pair] = result
    return result
  }

  private mutating func traffic(_ stage: Int, _ source: Int, _ target: Int) -> TrafficID {
    let outcome = reachability.outcome(stage, source, target)
    var result = allowed[outcome]
    for next in onward[outcome].indices {
      let (traffic, table) = onward[outcome][next]
      result = union(result, intersection(traffic, self.traffic(table, source, target)))
    }
    return result
  }
}
