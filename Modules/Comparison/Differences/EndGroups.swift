internal import Reachability

/// The joint ends by what all contenders do with them on one side: the ends of a group can stand for each other.
struct EndGroups: Sendable {
  /// The ends of each group, ascending.
  private(set) var members: [[Int]] = []
  /// For each group and contender, the class of its ends' behaviour.
  private(set) var classes: [[Int]] = []
  /// What the ends of each group are.
  private(set) var kinds: [ClassStages.Kind] = []
  /// Where the ends of each group are.
  private(set) var placements: [Placements.Placement] = []

  /// What makes ends one group.
  private struct Key: Hashable {
    var behaviour: [Int32]
    var kind: ClassStages.Kind
    var placement: Placements.Placement
  }

  init(_ ends: [JointEnd], _ contenders: [Contender], _ side: Side) {
    let behaviours = contenders.map { $0.reachability.behaviour(side) }
    let places = Placements(ends, contenders).placements
    var numbers: [Key: Int] = [:]
    for (index, end) in ends.enumerated() {
      let classes = zip(contenders, end.ends).map { Int($0.reachability.classOf[$1]) }
      let key = Key(
        behaviour: zip(behaviours, classes).map { $0[$1] }, kind: end.kind.role, placement: places[index])
      if let number = numbers[key] {
        members[number].append(index)
      } else {
        numbers[key] = members.count
        members.append([index])
        self.classes.append(classes)
        kinds.append(end.kind.role)
        placements.append(places[index])
      }
    }
  }
}
