internal import Netfilter
internal import Traffic

/// What is known of the devices and the addresses where a chain is called.
struct DeviceView: Hashable, Sendable {
  /// A device of the packet.
  enum Device: Hashable, Sendable {
    /// That of the end: another one for each pod.
    case ofEnd
    /// A known one.
    case named(String)
    /// There is none.
    case none

    /// Whether it is known, and not what a pattern covers.
    func isOtherThan(_ pattern: String) -> Bool {
      guard case .named(let name) = self else { return false }
      let (pattern, own) = (pattern.utf8.span, name.utf8.span)
      let isOpen = !pattern.isEmpty && pattern[pattern.count - 1] == UInt8(ascii: "+")
      let length = isOpen ? pattern.count - 1 : pattern.count
      guard isOpen ? own.count >= length : own.count == length else { return true }
      for index in 0..<length where pattern[index] != own[index] { return true }
      return false
    }
  }

  /// What a chain looks at, itself and through what it calls.
  struct Use: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let input = Use(rawValue: 1)
    static let output = Use(rawValue: 2)
    static let locality = Use(rawValue: 4)
  }

  var input: Device
  var output: Device
  /// The ends whose addresses are the node's own.
  var local: Set<PacketSide>
  /// Whether connection tracking has seen the packet: not in the raw table, save where a packet came back by loopback.
  var hasConnection = true

  /// The same without what `use` does not look at.
  func narrowed(to use: Use) -> DeviceView {
    DeviceView(
      input: use.contains(.input) ? input : .none, output: use.contains(.output) ? output : .none,
      local: use.contains(.locality) ? local : [], hasConnection: hasConnection)
  }

  /// Whether a rule with these matches asks for a device that is known to be another one; most rules of a dispatch do.
  func rulesOut(_ matches: [Match]) -> Bool {
    for match in matches {
      switch match {
      case .inInterface(let pattern, negated: false): if input.isOtherThan(pattern) { return true }
      case .outInterface(let pattern, negated: false): if output.isOtherThan(pattern) { return true }
      default: break
      }
    }
    return false
  }

  /// What is another for each pod, of that which a chain looks at.
  func open(_ use: Use) -> Use {
    var open: Use = []
    if use.contains(.input), input == .ofEnd { open.insert(.input) }
    if use.contains(.output), output == .ofEnd { open.insert(.output) }
    return open
  }
}

/// The ways past a node, each with the hooks that it meets.
enum NodeWay: Int, CaseIterable, Sendable {
  /// From a pod of the node to another pod of it.
  case neighbours
  /// From a pod of the node to elsewhere.
  case podLeaves
  /// From elsewhere to a pod of the node.
  case podArrives
  /// From a pod of the node to the node.
  case podToNode
  /// From elsewhere to the node.
  case nodeArrives
  /// From the node to a pod of it.
  case nodeToPod
  /// From the node to elsewhere.
  case nodeLeaves
  /// From one address of the node to another.
  case nodeLoops

  /// The chains of the kernel that a packet meets, in order, each with what is known there.
  var hooks: [(table: TableName, chain: ChainName, view: DeviceView)] {
    let uplink = DeviceView.Device.named(PacketWay.uplinkName)
    let loopback = DeviceView.Device.named(PacketWay.loopbackName)
    let (hooks, input, output, local): ([KernelHook], DeviceView.Device, DeviceView.Device, Set<PacketSide>) =
      switch self {
      case .neighbours: (PacketWay.forwarded, .ofEnd, .ofEnd, [])
      case .podLeaves: (PacketWay.forwarded, .ofEnd, uplink, [])
      case .podArrives: (PacketWay.forwarded, uplink, .ofEnd, [])
      case .podToNode: (PacketWay.toNode, .ofEnd, .none, [.destination])
      case .nodeArrives: (PacketWay.toNode, uplink, .none, [.destination])
      case .nodeToPod: (PacketWay.fromNode, .none, .ofEnd, [.source])
      case .nodeLeaves: (PacketWay.fromNode, .none, uplink, [.source])
      case .nodeLoops: (PacketWay.throughLoopback, loopback, loopback, [.source, .destination])
      }
    return hooks.flatMap { hook in
      // Of a packet that passes through, the kernel still knows behind FORWARD by which device it came.
      let hasInput = hook != .output && (hook != .postrouting || self != .nodeLoops)
      let hasOutput = hook != .prerouting && hook != .input
      var view = DeviceView(input: hasInput ? input : .none, output: hasOutput ? output : .none, local: local)
      return hook.tables.map { table in
        view.hasConnection = table != .raw || (self == .nodeLoops && hook == .prerouting)
        return (table, hook.chain, view)
      }
    }
  }
}
