/// Ends in classes, refined until no condition tells the ends of one class apart.
public struct ClassRefinement: Sendable {
  /// The class of each end.
  public private(set) var classOf: [Int32]
  /// How many classes there are, some of them perhaps empty until `compact`.
  public private(set) var count: Int32
  /// For each class, the part that the current split makes of it, and the number of that split.
  private var parts: [(part: Int32, split: Int32)]
  private var splitCount: Int32 = 0

  /// One class for each distinct key.
  public init<Key: Hashable & Sendable>(keys: [Key]) {
    var numbering = Numbering<Key>()
    classOf = keys.map { numbering.number(of: $0) }
    count = Int32(numbering.values.count)
    parts = Array(repeating: (0, -1), count: numbering.values.count)
  }

  /// Parts the ends given, each of them once, from the others of their classes; costs O(ends given).
  public mutating func split(_ ends: [Int32]) {
    splitCount += 1
    for end in ends {
      let old = Int(classOf[Int(end)])
      if parts[old].split != splitCount {
        parts[old] = (count, splitCount)
        parts.append((0, -1))
        count += 1
      }
      classOf[Int(end)] = parts[old].part
    }
    // Where no class of many splits keeps its ends, the numbers would run away.
    if Int(count) > 4 * classOf.count + 64 { compact() }
  }

  /// Numbers the classes anew by their first ends, without gaps.
  public mutating func compact() {
    var numbers = Array(repeating: Int32(-1), count: Int(count))
    var next: Int32 = 0
    for index in classOf.indices {
      let old = Int(classOf[index])
      if numbers[old] < 0 {
        numbers[old] = next
        next += 1
      }
      classOf[index] = numbers[old]
    }
    count = next
    parts = Array(repeating: (0, -1), count: Int(next))
  }
}
