import Reachability
import Support
import Testing

@Suite struct ClassSetTests {
  @Test func `sets of classes do what sets do`() {
    var random = SeededGenerator("sets of classes")
    for _ in 0..<500 {
      let capacity = Int.random(in: 1...200, using: &random)
      let (left, right) = (Self.members(capacity, &random), Self.members(capacity, &random))
      let (a, b) = (Self.set(left, capacity), Self.set(right, capacity))
      #expect(a.count == left.count)
      #expect(a.isEmpty == left.isEmpty)
      #expect(Self.members(a.intersection(b)) == left.intersection(right))
      #expect(Self.members(a.subtracting(b)) == left.subtracting(right))
      var union = a
      union.formUnion(b)
      #expect(Self.members(union) == left.union(right))
      #expect(ClassSet(first: capacity).count == capacity)
    }
  }

  @Test func `classes are refined until nothing tells their members apart`() {
    var random = SeededGenerator("refinement of classes")
    for _ in 0..<200 {
      let count = Int.random(in: 1...60, using: &random)
      let keys = (0..<count).map { _ in Int.random(in: 0..<3, using: &random) }
      let lists = (0..<Int.random(in: 0...8, using: &random)).map { _ in Self.members(count, &random) }
      var refinement = ClassRefinement(keys: keys)
      for list in lists { refinement.split(list.sorted().map { Int32($0) }) }
      refinement.compact()
      var signatures: [[Int]: Int32] = [:]
      for end in 0..<count {
        let signature = [keys[end]] + lists.map { $0.contains(end) ? 1 : 0 }
        let known = signatures[signature] ?? refinement.classOf[end]
        #expect(refinement.classOf[end] == known)
        signatures[signature] = known
      }
      #expect(Int(refinement.count) == signatures.count)
      #expect(Set(signatures.values).count == signatures.count)
    }
  }

  private static func members(_ capacity: Int, _ random: inout SeededGenerator) -> Set<Int> {
    Set((0..<capacity).filter { _ in Bool.random(using: &random) })
  }

  private static func set(_ members: Set<Int>, _ capacity: Int) -> ClassSet {
    var set = ClassSet(capacity: capacity)
    for member in members { set.insert(member) }
    return set
  }

  private static func members(_ set: ClassSet?) -> Set<Int> {
    var members: Set<Int> = []
    set?.forEach { members.insert($0) }
    return members
  }
}
