internal import Traffic

extension TrafficSet {
  /// As bytes: whether protocols without entry are in it, then each protocol with its ranges.
  var packed: [UInt8] {
    var numbers = PackedNumbers()
    numbers.append(hasOthers ? 1 : 0)
    for entry in entries {
      numbers.append(UInt64(entry.ipProtocol.rawValue))
      numbers.append(UInt64(entry.ports.ranges.count))
      for range in entry.ports.ranges {
        numbers.append(UInt64(range.lower))
        numbers.append(UInt64(range.upper - range.lower))
      }
    }
    return numbers.bytes
  }

  /// What `packed` packed; `nil` for other bytes.
  init?(packed bytes: [UInt8]) {
    var reader = PackedReader(bytes)
    guard let others = reader.next(), others < 2 else { return nil }
    var result: TrafficSet = others == 1 ? .all : .empty
    while !reader.isAtEnd {
      guard let number = reader.next().flatMap({ UInt8(exactly: $0) }), let count = reader.next(), count < 65_536
      else { return nil }
      var ranges: [PortRange] = []
      for _ in 0..<count {
        guard let lower = reader.next().flatMap({ UInt16(exactly: $0) }), let length = reader.next(),
          let upper = UInt16(exactly: UInt64(lower) + length)
        else { return nil }
        ranges.append(PortRange(lower, upper))
      }
      let ipProtocol = IPProtocol(rawValue: number)
      result = result.subtracting(TrafficSet(ipProtocol)).union(TrafficSet(ipProtocol, PortSet(ranges)))
    }
    self = result
  }
}
