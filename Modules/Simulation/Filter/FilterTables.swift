internal import Reachability
internal import Traffic

/// Sets of classes as one piece of memory; the number -1 stands for all classes.
struct BitTable: Sendable {
  private let wordCount: Int
  private var words: [UInt64]

  init(_ sets: [ClassSet], classCount: Int) {
    let wordCount = (classCount + 63) / 64
    var words = Array(repeating: UInt64(0), count: wordCount * sets.count)
    for (number, set) in sets.enumerated() {
      set.forEach { words[number * wordCount + $0 >> 6] |= 1 << UInt64($0 & 63) }
    }
    (self.wordCount, self.words) = (wordCount, words)
  }

  func contains(_ index: Int, in set: Int32) -> Bool {
    set < 0 || words[Int(set) * wordCount + index >> 6] >> UInt64(index & 63) & 1 == 1
  }
}

/// Sets of traffic as one piece of memory.
struct TrafficTable: Sendable {
  /// Ports of a protocol; a protocol without ports has one entry with `lower` above `upper`.
  private struct Entry: Sendable {
    var ipProtocol: UInt8
    var lower: UInt16
    var upper: UInt16
  }

  private var entries: [Entry] = []
  private var places: [(entries: Range<Int>, hasOthers: Bool)] = []

  init(_ sets: [TrafficSet]) {
    for set in sets {
      let start = entries.count
      for entry in set.entries {
        let ranges = entry.ports.isEmpty ? [PortRange(1, 0)] : entry.ports.ranges
        entries += ranges.map { Entry(ipProtocol: entry.ipProtocol.rawValue, lower: $0.lower, upper: $0.upper) }
      }
      places.append((start..<entries.count, set.hasOthers))
    }
  }

  func contains(_ ipProtocol: UInt8, _ port: UInt16, in set: Int32) -> Bool {
    let place = places[Int(set)]
    var isNamed = false
    for number in place.entries {
      let entry = entries[number]
      guard entry.ipProtocol == ipProtocol else { continue }
      if port >= entry.lower, port <= entry.upper { return true }
      isNamed = true
    }
    return isNamed ? false : place.hasOthers
  }
}
