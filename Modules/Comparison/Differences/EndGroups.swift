internal import Reachability

/// The joint ends by what all contenders do with them on one side: the ends of a group can stand for each other.
struct EndGroups {
  /// The ends of each group, ascending.
  private(set) var members: [[Int]] = []
  /// For each group and contender, the class of its ends' behaviour.
  private(set) var classes: [[Int]] = []
  /// What the ends of each group are.
  private(set) var kinds: [ClassStages.Kind] = []

  init(_ ends: [JointEnd], _ contenders: [Contender], _ side: Side) {
    let behaviours = contenders.map { $0.reachability.behaviour(side) }
    var numbers: [[Int32]: Int] = [:]
    for (index, end) in ends.enumerated() {
      let classes = zip(contenders, end.ends).map { Int($0.reachability.classOf[$1]) }
      var key = zip(behaviours, classes).map { $0[$1] }
      key.append(Int32(end.kind.role.rawValue))
      if let number = numbers[key] {
        members[number].append(index)
      } else {
        numbers[key] = members.count
        members.append([index])
        self.classes.append(classes)
        kinds.append(end.kind.role)
      }
    }
  }
}
