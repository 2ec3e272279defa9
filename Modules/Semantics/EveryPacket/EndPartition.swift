internal import Reachability

/// The ends in classes that no policy tells apart.
struct EndPartition {
  let classOf: [Int32]
  let count: Int
  /// The classes of each list of ends.
  let lists: [ClassSet]

  /// Refines one class each for pods, nodes and the outside by every list of ends that a policy makes.
  init(_ reading: PolicyReading) {
    var refinement = ClassRefinement(keys: reading.index.ends.map { ClassStages.Kind($0) })
    for list in reading.lists { refinement.split(list) }
    for group in reading.ports.groups.values.lazy.flatMap({ $0 }) { refinement.split(group.ends) }
    refinement.compact()
    let (classOf, count) = (refinement.classOf, Int(refinement.count))
    (self.classOf, self.count) = (classOf, count)
    lists = reading.lists.map { ClassSet($0, classOf, count: count) }
  }

  /// The classes of some ends.
  func classes(_ ends: [Int32]) -> ClassSet { ClassSet(ends, classOf, count: count) }
}

extension ClassSet {
  fileprivate init(_ ends: [Int32], _ classOf: [Int32], count: Int) {
    self.init(capacity: count)
    for end in ends { insert(Int(classOf[Int(end)])) }
  }
}
