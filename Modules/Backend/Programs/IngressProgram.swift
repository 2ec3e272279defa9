public import PolicyModel
public import Reachability
internal import Text
public import Traffic

/// The simplest program that an engine can have: for each pod, what it takes from everybody but itself.
///
/// It has no text; it answers packet by packet and for all packets at once, and so is enough for a trial engine.
///
///     IngressProgram(cluster) { pod in cluster.policies.contains { $0.id.namespace == pod.id.namespace } ? .empty : .all }
public struct IngressProgram: DataplaneProgram {
  /// No texts, so no groups to show.
  public var groups: [NodeGroup] { [] }
  /// Nothing is refused.
  public var refusals: [Refusal] { [] }
  private let book: AddressBook
  private let taken: [TrafficSet]

  /// A program; `takes` is asked once for each pod.
  public init(_ cluster: Cluster, takes: (Pod) -> TrafficSet) {
    book = AddressBook(cluster)
    taken = cluster.pods.map(takes)
  }

  /// None.
  public func artifacts(for node: NodeName, as form: ArtifactForm) -> [Artifact] { [] }

  /// Whether the destination takes it; a trace of one step says what it takes.
  public func decide(_ connection: Connection, isTracing: Bool) -> Decision {
    let packet = connection.packet
    guard packet.state == .new, packet.source != packet.destination,
      case .pod(let index)? = book.owner(of: packet.destination)
    else { return Decision(.allowed) }
    let isTaken = taken[index].contains(packet.ipProtocol, port: packet.destinationPort)
    let node = book.node(ofPod: index).map { book.nodes[$0] } ?? NodeName("node")
    let step = TraceStep(node: node, place: ProgramPlace(chain: "ingress"), rule: "takes \(taken[index])")
    return Decision(isTaken ? .allowed : .denied, trace: isTracing ? [step] : [])
  }

  /// Every packet at once: a class for each set of traffic that pods take, one for nodes, one for the outside.
  public func reachability(_ family: AddressFamily) -> Reachability {
    let index = EndIndex(book.ends(family), blocks: [CIDR](), family: family)
    var kinds: [ClassStages.Kind] = [.outside, .node]
    var sets: [TrafficSet] = [.all, .all]
    var numbers: [TrafficSet: Int32] = [:]
    let classOf = index.ends.map { end -> Int32 in
      switch end.kind {
      case .outside: return 0
      case .node: return 1
      case .pod(let pod):
        if let known = numbers[taken[pod]] { return known }
        let number = Int32(kinds.count)
        numbers[taken[pod]] = number
        kinds.append(.pod)
        sets.append(taken[pod])
        return number
      }
    }
    var store = DecisionStore()
    let table = store.beginTable(side: .destination)
    for set in sets {
      var draft = DecisionDraft(classCount: kinds.count)
      draft.allow(store.traffic.number(of: set), for: ClassSet(first: kinds.count), in: &store.traffic)
      store.addRow(draft, to: table)
    }
    let stages = kinds.map { kind in
      var stages = ClassStages(kind)
      if kind == .pod { (stages.arriving, stages.arrivingFromNeighbour, stages.fromOwnNode) = (table, table, table) }
      return stages
    }
    return Reachability(index, classOf: classOf, stages: stages, store: store)
  }
}
