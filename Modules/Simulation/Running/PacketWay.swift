internal import Backend
internal import PolicyModel
internal import Traffic

/// The hooks that a packet passes, node by node.
///
/// A pod's packet to another node passes the source node's FORWARD, then the destination node's; on one node, one
/// FORWARD. A node's own processes send through OUTPUT and receive through INPUT. A pod to itself passes nothing. Where
/// kube-proxy rewrites the packet, it passes the node that does so first.
struct PacketWay {
  /// A device of a node.
  enum Device: Hashable {
    /// There is none: the node's own processes.
    case none
    /// The one that leads out of the node.
    case uplink
    /// The one that leads back to the node.
    case loopback
    /// The one that leads to the pod of this index.
    case pod(Int)
  }

  /// One node on the way.
  struct Hop {
    /// The node's index in the address book.
    var node: Int
    var hooks: [KernelHook]
    var input: Device
    var output: Device
    /// The packet as it arrives.
    var arrival: Packet
    /// The packet behind the nat table's rewriting of destinations.
    var packet: Packet
    /// Whether the nat table sets kube-proxy's mark for masquerading.
    var isMasqueraded = false
  }

  private(set) var hops: [Hop] = []

  /// The device that leads out of a node.
  static let uplinkName = "eth0"
  /// The device that leads back to a node.
  static let loopbackName = "lo"

  /// One end: who it is and on which node.
  private struct End {
    var device: Device
    var node: Int?

    init(_ address: IPAddress, in book: AddressBook) {
      switch book.owner(of: address) {
      case .pod(let index): (device, node) = (.pod(index), book.node(ofPod: index))
      case .node(let index): (device, node) = (.none, index)
      case nil: (device, node) = (.uplink, nil)
      }
    }
  }

  init(_ connection: Connection, in topology: Topology) {
    let packet = connection.packet
    let translation = connection.translation
    guard packet.source != packet.destination || translation != nil else { return }
    let source = End(packet.source, in: topology.book)
    let target = End(packet.destination, in: topology.book)
    var asked = packet
    if let translation {
      asked.destination = translation.address ?? packet.destination
      asked.destinationPort = translation.port
    }
    let first = translation.flatMap { topology.index(of: $0.node) } ?? source.node ?? target.node
    guard let first else { return }
    if let node = source.node, node != first {
      add(at: node, from: source.device, to: .uplink, Hop.Passage(asked, asked))
    }
    let start = source.node == first ? source.device : .uplink
    var passage = Hop.Passage(asked, packet)
    passage.isMasqueraded = translation?.masquerade != nil
    if translation != nil { passage.packet.state = Self.translated(packet.state) }
    add(at: first, from: start, to: target.node == first ? target.device : .uplink, passage)
    guard let node = target.node, node != first else { return }
    var last = packet
    last.source = translation?.masquerade ?? packet.source
    add(at: node, from: .uplink, to: target.device, Hop.Passage(last, last))
  }

  /// What connection tracking says of a packet whose destination is rewritten here.
  private static func translated(_ state: ConnectionState) -> ConnectionState {
    state.contains(.invalid) ? state : state.union(.destinationNAT)
  }

  private mutating func add(at node: Int, from input: Device, to output: Device, _ passage: Hop.Passage) {
    let (hooks, devices): ([KernelHook], (Device, Device)) =
      switch (input, output) {
      case (.none, .none): (Self.throughLoopback, (.loopback, .loopback))
      case (.none, _): (Self.fromNode, (.none, output))
      case (_, .none): (Self.toNode, (input, .none))
      default: (Self.forwarded, (input, output))
      }
    hops.append(
      Hop(
        node: node, hooks: hooks, input: devices.0, output: devices.1, arrival: passage.arrival,
        packet: passage.packet, isMasqueraded: passage.isMasqueraded))
  }

  static let forwarded: [KernelHook] = [.prerouting, .forward, .postrouting]
  static let fromNode: [KernelHook] = [.output, .postrouting]
  static let toNode: [KernelHook] = [.prerouting, .input]
  static let throughLoopback: [KernelHook] = [.output, .postrouting, .prerouting, .input]
}

extension PacketWay.Hop {
  /// A packet before and behind the rewriting of its destination.
  struct Passage {
    var arrival: Packet
    var packet: Packet
    var isMasqueraded = false

    init(_ arrival: Packet, _ packet: Packet) { (self.arrival, self.packet) = (arrival, packet) }
  }

  /// The device that a hook says the packet came by; the kernel keeps it behind FORWARD.
  func input(at hook: KernelHook) -> PacketWay.Device {
    let isLeaving = hook == .output || hook == .postrouting && input == .loopback
    return isLeaving ? .none : input
  }

  /// The device that a hook says the packet leaves by.
  func output(at hook: KernelHook) -> PacketWay.Device {
    hook == .prerouting || hook == .input ? .none : output
  }
}
