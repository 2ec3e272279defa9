internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Reachability
internal import Traffic

/// The programs of all nodes, flat, with the ends of connections that they meet.
struct FlatDataplane {
  let program: FlatProgram
  var conditions: ConditionTable
  /// The ends, pods and nodes first.
  let index: EndIndex
  /// What each end is asked, by end.
  let roles: [EndRole]
  /// The device of each end; pods have one.
  let devices: [String?]

  /// Flattens the programs of a family; throws for a rule that cannot be analysed.
  init(_ dataplane: NetfilterDataplane, family: AddressFamily) throws(UndecidableError) {
    let book = dataplane.addresses
    let inside = book.ends(family)
    var plan = try FlatteningPlan(dataplane, family: family)
    var roles: [EndRole] = []
    var devices: [String?] = []
    for end in inside {
      let device = Self.device(of: end, in: dataplane)
      roles.append(try plan.role(of: end, at: end.node.map { book.nodes[$0] }, device: device))
      devices.append(device)
    }
    let index = EndIndex(
      inside, blocks: plan.parts.conditions.blocks { book.owner(of: $0) != nil }, family: family)
    let outside = index.ends.count - index.insideCount
    program = plan.parts.program
    conditions = plan.parts.conditions
    self.index = index
    self.roles = roles + Array(repeating: EndRole(ClassStages(.outside)), count: outside)
    self.devices = devices + Array(repeating: nil, count: outside)
  }

  private static func device(of end: End, in dataplane: NetfilterDataplane) -> String? {
    guard case .pod(let pod) = end.kind else { return nil }
    let (cluster, id) = (dataplane.cluster, dataplane.cluster.pods[pod].id)
    return dataplane.tools.podInterface("\(cluster.text(id.namespace)).\(cluster.text(id.name))")
  }
}

/// The programs of nodes while they are being flattened.
struct FlatteningPlan {
  private(set) var parts = FlatParts()
  private var flattenings: [Flattening] = []
  /// For each program, the entries of its nodes in the order of `NodeWay`.
  private var entries: [[Int32]] = []
  private var numbers: [NodeName: Int] = [:]

  init(_ dataplane: NetfilterDataplane, family: AddressFamily) throws(UndecidableError) {
    let nodes = dataplane.programs.filter { $0.program.family == family }
    for read in nodes.concurrentMap({ node in Result { () throws(UndecidableError) in try Flattening(node) } }) {
      var flattening = try read.get()
      var entries: [Int32] = []
      for way in NodeWay.allCases { entries.append(try flattening.entry(way, into: &parts)) }
      for name in flattening.nodes { numbers[name] = flattenings.count }
      flattenings.append(flattening)
      self.entries.append(entries)
    }
  }

  /// What an end is asked; one on no node, or on one without a program, is asked nothing.
  mutating func role(of end: End, at node: NodeName?, device: String?) throws(UndecidableError) -> EndRole {
    let number = node.flatMap { numbers[$0] }
    var role = EndRole(end, entries: number.map { entries[$0] })
    guard let number, let device else { return role }
    for slot in flattenings[number].slots {
      let chain = try flattenings[number].chain(of: parts.program.slots[Int(slot)], device: device, into: &parts)
      role.chains.append(EndRole.SlotChain(slot: slot, chain: chain))
    }
    return role
  }
}

/// What an end is asked, as numbers: ends with equal roles differ by their addresses only.
struct EndRole: Hashable, Sendable {
  /// A slot's chain for this end.
  struct SlotChain: Hashable, Sendable {
    var slot: Int32
    var chain: Int32
  }

  /// What it is, with the entries of its node.
  var entries: ClassStages
  /// What the slots of its node stand for.
  var chains: [SlotChain] = []

  /// The role of an end that meets these entries.
  init(_ entries: ClassStages) { self.entries = entries }

  /// The role of an end at a node with these entries, in the order of `NodeWay`; `nil` is a node without a program.
  init(_ end: End, entries: [Int32]?) {
    let entry = { (way: NodeWay) in entries?[way.rawValue] ?? -1 }
    switch end.kind {
    case .pod:
      self.entries = ClassStages(.pod)
      self.entries.leaving = entry(.podLeaves)
      self.entries.arriving = entry(.podArrives)
      self.entries.leavingToNeighbour = entry(.neighbours)
      self.entries.toOwnNode = entry(.podToNode)
      self.entries.fromOwnNode = entry(.nodeToPod)
    case .node:
      self.entries = ClassStages(.node)
      self.entries.leaving = entry(.nodeLeaves)
      self.entries.arriving = entry(.nodeArrives)
      self.entries.withinNode = entry(.nodeLoops)
    case .outside: self.entries = ClassStages(.outside)
    }
  }
}
