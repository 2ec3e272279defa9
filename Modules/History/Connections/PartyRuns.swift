/// A set of parties as bytes: runs of successive numbers, so that "all but one" costs as little as "one".
enum PartyRuns {
  /// The bytes of numbers that ascend.
  static func pack(_ numbers: [Int64]) -> [UInt8] {
    var packed = PackedNumbers()
    var next: Int64 = 0
    var index = 0
    while index < numbers.count {
      var end = index
      while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1 { end += 1 }
      packed.append(UInt64(numbers[index] - next))
      packed.append(UInt64(end - index))
      next = numbers[end] + 1
      index = end + 1
    }
    return packed.bytes
  }

  /// Whether one of some numbers is in the set.
  static func contains(_ bytes: [UInt8], anyOf wanted: Set<Int64>) -> Bool {
    var found = false
    forEachRun(bytes) { range in
      if !found { found = wanted.contains { range.contains($0) } }
    }
    return found
  }

  /// The numbers of the set.
  static func unpack(_ bytes: [UInt8]) -> [Int64] {
    var result: [Int64] = []
    forEachRun(bytes) { range in
      // A broken file may claim runs without end; no history has as many parties as this.
      if range.count < 10_000_000 { result += range }
    }
    return result
  }

  private static func forEachRun(_ bytes: [UInt8], _ body: (ClosedRange<Int64>) -> Void) {
    var reader = PackedReader(bytes)
    var next: Int64 = 0
    while let gap = reader.next().flatMap({ Int64(exactly: $0) }),
      let length = reader.next().flatMap({ Int64(exactly: $0) })
    {
      let (first, isOver) = next.addingReportingOverflow(gap)
      let (last, isFar) = first.addingReportingOverflow(length)
      if isOver || isFar || last == .max { return }
      body(first...last)
      next = last + 1
    }
  }
}
