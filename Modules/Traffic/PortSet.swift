/// A set of port numbers: ascending ranges that neither overlap nor touch.
///
/// For ICMP the number is the type in the high byte and the code in the low one, as in `Packet.destinationPort`.
public struct PortSet: Hashable, Sendable {
  /// The ranges, ascending.
  public let ranges: [PortRange]

  /// No port.
  public static let empty = PortSet(sorted: [])
  /// Ports 0–65535.
  public static let all = PortSet(sorted: [.all])

  private init(sorted ranges: [PortRange]) { self.ranges = ranges }

  /// The ports of any ranges; those whose upper end is below the lower hold none.
  public init(_ ranges: [PortRange]) {
    var merged: [PortRange] = []
    for range in ranges.filter({ $0.lower <= $0.upper }).sorted(by: { $0.lower < $1.lower }) {
      if let last = merged.last, UInt32(range.lower) <= UInt32(last.upper) + 1 {
        merged[merged.count - 1].upper = max(last.upper, range.upper)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// Whether there is none.
  public var isEmpty: Bool { ranges.isEmpty }
  /// Whether all 65,536 are there.
  public var isFull: Bool { ranges.count == 1 && ranges[0] == .all }
  /// How many there are.
  public var count: Int { ranges.reduce(0) { $0 + Int($1.upper) - Int($1.lower) + 1 } }

  /// Whether `port` is in it; costs O(ranges).
  public func contains(_ port: UInt16) -> Bool {
    for range in ranges where port <= range.upper { return port >= range.lower }
    return false
  }

  /// The ports that are not in it.
  public var inverted: PortSet {
    var result: [PortRange] = []
    var next: UInt32 = 0
    for range in ranges {
      if UInt32(range.lower) > next { result.append(PortRange(UInt16(next), range.lower - 1)) }
      next = UInt32(range.upper) + 1
    }
    if next <= 65_535 { result.append(PortRange(UInt16(next), .max)) }
    return PortSet(sorted: result)
  }

  /// The ports in either.
  public func union(_ other: PortSet) -> PortSet {
    if isEmpty { return other }
    return other.isEmpty ? self : PortSet(ranges + other.ranges)
  }

  /// The ports in both.
  public func intersection(_ other: PortSet) -> PortSet {
    if isFull { return other }
    if other.isFull { return self }
    var result: [PortRange] = []
    var (left, right) = (0, 0)
    while left < ranges.count, right < other.ranges.count {
      let (a, b) = (ranges[left], other.ranges[right])
      let (lower, upper) = (max(a.lower, b.lower), min(a.upper, b.upper))
      if lower <= upper { result.append(PortRange(lower, upper)) }
      if a.upper < b.upper { left += 1 } else { right += 1 }
    }
    return PortSet(sorted: result)
  }

  /// The ports in this one only.
  public func subtracting(_ other: PortSet) -> PortSet { intersection(other.inverted) }
}
