internal import Netfilter
internal import PolicyModel
internal import Traffic

/// The hooks that a packet passes, node by node.
///
/// A pod's packet to another node passes the source node's FORWARD, then the destination node's; on one node, one
/// FORWARD. A node's own processes send through OUTPUT and receive through INPUT. A pod to itself passes nothing.
struct PacketWay {
  /// One node on the way.
  struct Hop {
    var node: NodeName
    /// The kernel's chains in the order passed, each of every table that has it.
    var chain: ChainName
    var inInterface: String?
    var outInterface: String?
  }

  let hops: [Hop]

  /// The device that leads out of a node.
  static let uplink = "eth0"

  /// The chains that a packet through FORWARD, INPUT or OUTPUT meets, in the kernel's order.
  static func hooks(through chain: ChainName) -> [(table: TableName, chain: ChainName)] {
    switch chain {
    case "INPUT": [(.raw, "PREROUTING"), (.mangle, "PREROUTING"), (.mangle, "INPUT"), (.filter, "INPUT")]
    case "OUTPUT": [(.raw, "OUTPUT"), (.mangle, "OUTPUT"), (.filter, "OUTPUT"), (.mangle, "POSTROUTING")]
    default:
      [
        (.raw, "PREROUTING"), (.mangle, "PREROUTING"), (.mangle, "FORWARD"), (.filter, "FORWARD"),
        (.mangle, "POSTROUTING"),
      ]
    }
  }

  private enum End {
    case pod(NodeName?, device: String)
    case node(NodeName)
    case outside

    var node: NodeName? {
      switch self {
      case .pod(let node, _): node
      case .node(let node): node
      case .outside: nil
      }
    }

    var device: String? {
      if case .pod(_, let device) = self { device } else { nil }
    }
  }

  init(_ packet: Packet, in cluster: Cluster, podInterface: (String) -> String) {
    let source = Self.end(packet.source, in: cluster, podInterface: podInterface)
    let target = Self.end(packet.destination, in: cluster, podInterface: podInterface)
    guard packet.source != packet.destination else {
      hops = []
      return
    }
    var hops: [Hop] = []
    if let node = source.node {
      let stays = node == target.node
      let chain: ChainName = source.device == nil ? "OUTPUT" : stays && target.device == nil ? "INPUT" : "FORWARD"
      hops.append(
        Hop(
          node: node, chain: chain, inInterface: source.device,
          outInterface: chain == "INPUT" ? nil : stays ? target.device : Self.uplink))
    }
    if let node = target.node, node != source.node {
      hops.append(
        Hop(
          node: node, chain: target.device == nil ? "INPUT" : "FORWARD", inInterface: Self.uplink,
          outInterface: target.device))
    }
    self.hops = hops
  }

  private static func end(_ address: IPAddress, in cluster: Cluster, podInterface: (String) -> String) -> End {
    let pod = cluster.pods.first { !$0.isHostNetwork && !$0.phase.isOver && $0.addresses.contains(address) }
    if let pod {
      let device = podInterface("\(cluster.text(pod.id.namespace)).\(cluster.text(pod.id.name))")
      return .pod(pod.node.map { NodeName(cluster.text($0)) } ?? cluster.nodeNames.first, device: device)
    }
    if let node = cluster.nodes.first(where: { $0.addresses.contains(address) }) {
      return .node(NodeName(cluster.text(node.name)))
    }
    let host = cluster.pods.first { $0.isHostNetwork && $0.addresses.contains(address) }
    return host?.node.map { .node(NodeName(cluster.text($0))) } ?? .outside
  }
}
