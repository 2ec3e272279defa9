internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Synchronization
internal import Traffic

/// What a packet's way depends on beside the packet: who has which address, devices, and which program a node holds.
final class Topology: Sendable {
  let book: AddressBook
  private let nodeIndices: [NodeName: Int]
  /// For each family, the program of each node, or -1.
  private let programOfNode: [AddressFamily: [Int]]
  /// The pods' devices; empty where no rule asks for a device.
  private let devices: [String]

  /// Costs O(pods), once for each data plane.
  init(_ cluster: Cluster, _ book: AddressBook, programs: [NodeProgram], tools: NetfilterTools) {
    self.book = book
    let nodeIndices = Dictionary(
      book.nodes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.nodeIndices = nodeIndices
    var programOfNode: [AddressFamily: [Int]] = [:]
    for (number, program) in programs.enumerated() {
      let family = program.program.family
      for case let node? in program.nodes.map({ nodeIndices[$0] }) {
        programOfNode[family, default: Array(repeating: -1, count: book.nodes.count)][node] = number
      }
    }
    self.programOfNode = programOfNode
    devices =
      programs.contains { $0.asksForDevices }
      ? cluster.pods.map { tools.podInterface("\(cluster.text($0.id.namespace)).\(cluster.text($0.id.name))") } : []
  }

  /// The index of a node among the book's; `nil` for one that the cluster does not have.
  func index(of node: NodeName) -> Int? { nodeIndices[node] }

  /// The index of the program by which a node judges packets of a family; `nil` where all of them pass.
  func program(of node: Int, _ family: AddressFamily) -> Int? {
    guard let programs = programOfNode[family], programs[node] >= 0 else { return nil }
    return programs[node]
  }

  /// The name of a device as rules see it.
  func name(of device: PacketWay.Device) -> String {
    switch device {
    case .none: ""
    case .uplink: PacketWay.uplinkName
    case .loopback: PacketWay.loopbackName
    case .pod(let index): devices.isEmpty ? "" : devices[index]
    }
  }

  /// Whether an address is one of a node's own, to `-m addrtype` of kind LOCAL.
  func isLocal(_ address: IPAddress, to node: Int) -> Bool {
    if case .v4(let address) = address, address.rawValue >> 24 == 127 { return true }
    return book.owner(of: address) == .node(node)
  }
}

/// A value made when it is first asked for.
final class Once<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  /// The value, made by the first caller.
  func value(_ make: () -> sending Value) -> Value {
    made.withLock { made in
      if let value = made { return value }
      let value = make()
      made = value
      return value
    }
  }
}

extension NodeProgram {
  /// Whether a rule looks at an interface.
  fileprivate var asksForDevices: Bool {
    let rules = program.tables.lazy.flatMap(\.chains).flatMap(\.rules)
    return rules.contains { $0.asksForDevice } || hooks.contains { $0.command.inserted?.asksForDevice == true }
  }
}

extension Rule {
  fileprivate var asksForDevice: Bool {
    matches.contains { match in
      switch match {
      case .inInterface, .outInterface: true
      default: false
      }
    }
  }
}

extension RestoreCommand {
  fileprivate var inserted: Rule? {
    switch self {
    case .insert(let rule, _, _), .append(let rule, _): rule
    default: nil
    }
  }
}
