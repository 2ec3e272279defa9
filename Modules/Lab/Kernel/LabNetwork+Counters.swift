internal import Netfilter
internal import SystemCalls
internal import Traffic

extension LabNetwork {
  /// How many packets rules of all nodes have dropped or refused since they were loaded.
  func drops(families: [AddressFamily]) throws(LabError) -> UInt64 {
    var sum: UInt64 = 0
    for (_, place) in plan.nodePlaces {
      for family in families { sum += Self.drops(in: try output(of: tools.saver(family), ["-c"], at: place)) }
    }
    return sum
  }

  /// The packets of the lines that end in a target which drops; the text is not parsed, for there may be much of it.
  private static func drops(in text: [UInt8]) -> UInt64 {
    let (drop, reject) = (Array(" -j DROP".utf8), Array(" -j REJECT --reject-with ".utf8))
    var sum: UInt64 = 0
    for line in text.split(separator: 10) where line.first == UInt8(ascii: "[") {
      guard line.suffix(drop.count).elementsEqual(drop) || line.holds(reject) else { continue }
      sum += line.dropFirst().prefix { $0 != UInt8(ascii: ":") }.reduce(0) { $0 * 10 + UInt64($1 - 48) }
    }
    return sum
  }

  /// A node's program with the counters of its rules.
  func countedProgram(at place: Int, _ family: AddressFamily) throws(LabError) -> Program {
    var program = Program(family: family, sets: try sets(at: place))
    try read(tools.saver(family), ["-c"], at: place) { (text) throws(NetfilterError) in
      try RestoreScript(parsing: text).apply(to: &program, flush: true)
    }
    return program
  }
}

extension ArraySlice<UInt8> {
  /// Whether these bytes are somewhere in it.
  fileprivate func holds(_ bytes: [UInt8]) -> Bool {
    guard count >= bytes.count else { return false }
    return (startIndex...(endIndex - bytes.count)).contains { start in
      self[start] == bytes[0] && self[start..<(start + bytes.count)].elementsEqual(bytes)
    }
  }
}
