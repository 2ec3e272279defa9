/// Ends in classes, refined until no condition tells the ends of one class apart.
struct ClassRefinement {
  /// The class of each end.
  private(set) var classOf: [Int32]
  /// How many classes there are, some of them perhaps empty until `compact`.
  private(set) var count: Int32

  /// One class for each distinct key.
  init<Key: Hashable>(keys: [Key]) {
    var numbers: [Key: Int32] = [:]
    classOf = keys.map { key in
      if let known = numbers[key] { return known }
      let number = Int32(numbers.count)
      numbers[key] = number
      return number
    }
    count = Int32(numbers.count)
  }

  /// Parts the ends given from the others of their classes.
  mutating func split(_ ends: [Int32]) {
    var parts: [Int32: Int32] = [:]
    for end in ends {
      let old = classOf[Int(end)]
      if let part = parts[old] {
        classOf[Int(end)] = part
      } else {
        parts[old] = count
        classOf[Int(end)] = count
        count += 1
      }
    }
  }

  /// Numbers the classes anew by their first ends, without gaps.
  mutating func compact() {
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
  }
}
