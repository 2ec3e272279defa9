internal import Netfilter
internal import Reachability
internal import Traffic

/// The ends in classes that no rule tells apart, and what the rules' conditions say of each class.
struct EndClasses: Sendable {
  /// Classes whose ends have the same ports in a set.
  struct PortGroup: Sendable {
    var traffic: TrafficPool.ID
    var classes: ClassSet
  }

  /// The class of each end.
  let classOf: [Int32]
  let count: Int
  /// What each class is asked: entries of the flat program.
  let roles: [EndRole]
  /// For each list of end tests, the classes that pass all of them.
  private(set) var passing: [ClassSet] = []
  /// For each set with ports, its groups, disjoint.
  private(set) var portGroups: [[PortGroup]] = []
  /// For each set with ports, the traffic that each class has in it.
  private(set) var ports: [[TrafficPool.ID]] = []
  /// For each slot, the chain of each class; -1 where a class has none.
  private(set) var slotChains: [[Int32]] = []

  /// Sorts the ends of a data plane into classes; costs O(ends + members of sets).
  init(_ plane: inout FlatDataplane) {
    var refinement = ClassRefinement(keys: plane.roles)
    var membership = SetMembership(plane.index)
    let ends = membership.ends(of: plane)
    for list in ends { refinement.split(list) }
    let ported = plane.conditions.portSets.map { membership.ports(in: $0, of: plane.conditions) }
    for ports in ported {
      var groups: [TrafficSet: [Int32]] = [:]
      for (end, traffic) in ports.sorted(by: { $0.key < $1.key }) { groups[traffic, default: []].append(end) }
      for (_, ends) in groups.sorted(by: { $0.value[0] < $1.value[0] }) { refinement.split(ends) }
    }
    refinement.compact()
    classOf = refinement.classOf
    count = Int(refinement.count)
    var roles: [EndRole?] = Array(repeating: nil, count: count)
    for (end, number) in classOf.enumerated() where roles[Int(number)] == nil {
      roles[Int(number)] = plane.roles[end]
    }
    self.roles = roles.compactMap(\.self)
    findPassing(ends, plane.program)
    findPorts(ported, &plane.conditions.traffic)
    findSlotChains(plane.program)
  }

  private mutating func findPassing(_ ends: [[Int32]], _ program: FlatProgram) {
    let conditions = ends.map { list in
      var classes = ClassSet(capacity: count)
      for end in list { classes.insert(Int(classOf[Int(end)])) }
      return classes
    }
    passing = program.endTests.map { tests in
      var classes = ClassSet(first: count)
      for test in tests {
        _ = classes.formIntersection(conditions[Int(test.condition)], isNegated: test.negated)
      }
      return classes
    }
  }

  private mutating func findPorts(_ ported: [[Int32: TrafficSet]], _ traffic: inout TrafficPool) {
    for ports in ported {
      var ofClass = Array(repeating: TrafficPool.nothing, count: count)
      var groups: [PortGroup] = []
      for (end, set) in ports.sorted(by: { $0.key < $1.key }) {
        let (number, id) = (Int(classOf[Int(end)]), traffic.number(of: set))
        guard ofClass[number] == TrafficPool.nothing else { continue }
        ofClass[number] = id
        if let index = groups.firstIndex(where: { $0.traffic == id }) {
          groups[index].classes.insert(number)
        } else {
          var classes = ClassSet(capacity: count)
          classes.insert(number)
          groups.append(PortGroup(traffic: id, classes: classes))
        }
      }
      self.ports.append(ofClass)
      portGroups.append(groups)
    }
  }

  private mutating func findSlotChains(_ program: FlatProgram) {
    slotChains = Array(repeating: Array(repeating: -1, count: count), count: program.slots.count)
    for (number, role) in roles.enumerated() {
      for chain in role.chains { slotChains[Int(chain.slot)][number] = chain.chain }
    }
  }
}
