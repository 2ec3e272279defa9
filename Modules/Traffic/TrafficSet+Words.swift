extension TrafficSet: CustomStringConvertible {
  /// For people: `everything`, `nothing`, `TCP 80, 8000-8100; UDP`, `everything but TCP 22`.
  public var description: String {
    if isFull { return "everything" }
    if isEmpty { return "nothing" }
    guard hasOthers else { return words }
    return "everything but \(inverted.words)"
  }

  private var words: String { entries.map(\.description).joined(separator: "; ") }
}

extension TrafficSet.Entry: CustomStringConvertible {
  /// The protocol, with its ports unless it has all: `TCP 80, 443`, `ICMP`.
  public var description: String {
    guard !ports.isFull else { return ipProtocol.label }
    let isICMP = ipProtocol == .icmp || ipProtocol == .icmpv6
    let list = ports.ranges.map { isICMP ? Self.icmp($0) : Self.ports($0) }
    return "\(ipProtocol.label) \(list.joined(separator: ", "))"
  }

  private static func ports(_ range: PortRange) -> String {
    range.lower == range.upper ? "\(range.lower)" : "\(range.lower)-\(range.upper)"
  }

  /// `type 8`, `type 3/4`, `type 0-7`.
  private static func icmp(_ range: PortRange) -> String {
    let (first, last) = (range.lower >> 8, range.upper >> 8)
    if range.lower & 255 == 0, range.upper & 255 == 255 {
      return first == last ? "type \(first)" : "type \(first)-\(last)"
    }
    let (from, to) = ("\(first)/\(range.lower & 255)", "\(last)/\(range.upper & 255)")
    return from == to ? "type \(from)" : "type \(from)-\(to)"
  }
}
