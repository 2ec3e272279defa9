extension TrafficSet {
  /// A packet of it: TCP if there is some, then UDP, SCTP, ICMP; ports that people use before others.
  public var sample: (IPProtocol, UInt16)? {
    for ipProtocol in [IPProtocol.tcp, .udp, .sctp] {
      let ports = ports(of: ipProtocol)
      guard let first = ports.ranges.first else { continue }
      let known: [UInt16] = [80, 443, 53, 8080]
      return (ipProtocol, known.first { ports.contains($0) } ?? (first.lower == 0 && first.upper > 0 ? 1 : first.lower))
    }
    let echo: [(IPProtocol, UInt16)] = [(.icmp, 8 << 8), (.icmpv6, 128 << 8)]
    if let found = echo.first(where: { contains($0, port: $1) }) { return found }
    for number in UInt8.min...UInt8.max {
      let ipProtocol = IPProtocol(rawValue: number)
      if let first = ports(of: ipProtocol).ranges.first { return (ipProtocol, first.lower) }
    }
    return nil
  }
}
