/// What a connection may begin with: for every IP protocol a set of destination ports.
///
/// Protocols without ports have all of them or none; ICMP has type and code for a port. Equal sets are equal values.
///
///     let web = TrafficSet(.tcp, PortSet([PortRange(80), PortRange(443)]))
///     web.contains(.tcp, port: 80)  // true
public struct TrafficSet: Hashable, Sendable {
  /// A protocol whose ports are not those of `others`.
  public struct Entry: Hashable, Sendable {
    /// The protocol.
    public let ipProtocol: IPProtocol
    /// Its ports.
    public let ports: PortSet
  }

  /// The protocols that differ from `hasOthers`, ascending.
  public let entries: [Entry]
  /// Whether every protocol without an entry is in it, with all its ports.
  public let hasOthers: Bool

  /// Nothing.
  public static let empty = TrafficSet([], hasOthers: false)
  /// Everything.
  public static let all = TrafficSet([], hasOthers: true)

  private init(_ entries: [Entry], hasOthers: Bool) { (self.entries, self.hasOthers) = (entries, hasOthers) }

  /// These ports of one protocol.
  public init(_ ipProtocol: IPProtocol, _ ports: PortSet = .all) {
    self.init(ports.isEmpty ? [] : [Entry(ipProtocol: ipProtocol, ports: ports)], hasOthers: false)
  }

  /// Whether nothing is in it.
  public var isEmpty: Bool { entries.isEmpty && !hasOthers }
  /// Whether everything is in it.
  public var isFull: Bool { entries.isEmpty && hasOthers }

  /// The ports of a protocol.
  public func ports(of ipProtocol: IPProtocol) -> PortSet {
    for entry in entries where entry.ipProtocol == ipProtocol { return entry.ports }
    return hasOthers ? .all : .empty
  }

  /// Whether a packet to this port is in it; costs O(entries + ranges).
  public func contains(_ ipProtocol: IPProtocol, port: UInt16) -> Bool {
    for entry in entries where entry.ipProtocol == ipProtocol { return entry.ports.contains(port) }
    return hasOthers
  }

  /// Everything that is not in it.
  public var inverted: TrafficSet {
    TrafficSet(
      entries.map { Entry(ipProtocol: $0.ipProtocol, ports: $0.ports.inverted) }, hasOthers: !hasOthers)
  }

  /// What is in either.
  public func union(_ other: TrafficSet) -> TrafficSet {
    if isEmpty || other.isFull { return other }
    if isFull || other.isEmpty { return self }
    return combined(other, hasOthers: hasOthers || other.hasOthers) { $0.union($1) }
  }

  /// What is in both.
  public func intersection(_ other: TrafficSet) -> TrafficSet {
    if isFull || other.isEmpty { return other }
    if isEmpty || other.isFull { return self }
    return combined(other, hasOthers: hasOthers && other.hasOthers) { $0.intersection($1) }
  }

  /// What is in this one only.
  public func subtracting(_ other: TrafficSet) -> TrafficSet { intersection(other.inverted) }

  private func combined(
    _ other: TrafficSet, hasOthers: Bool, _ combine: (PortSet, PortSet) -> PortSet
  ) -> TrafficSet {
    var result: [Entry] = []
    var (left, right) = (0, 0)
    while left < entries.count || right < other.entries.count {
      let a = left < entries.count ? entries[left].ipProtocol.rawValue : .max
      let b = right < other.entries.count ? other.entries[right].ipProtocol.rawValue : .max
      let isLeft = left < entries.count && (right >= other.entries.count || a <= b)
      let isRight = right < other.entries.count && (left >= entries.count || b <= a)
      let ipProtocol = IPProtocol(rawValue: isLeft ? a : b)
      let mine: PortSet = isLeft ? entries[left].ports : self.hasOthers ? .all : .empty
      let theirs: PortSet = isRight ? other.entries[right].ports : other.hasOthers ? .all : .empty
      let ports = combine(mine, theirs)
      if hasOthers ? !ports.isFull : !ports.isEmpty { result.append(Entry(ipProtocol: ipProtocol, ports: ports)) }
      left += isLeft ? 1 : 0
      right += isRight ? 1 : 0
    }
    return TrafficSet(result, hasOthers: hasOthers)
  }
}
