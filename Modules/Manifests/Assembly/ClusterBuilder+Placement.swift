internal import PolicyModel
internal import Traffic

extension ClusterBuilder {
  /// Gives nodes and addresses to the pods that lack them, in the order of their names.
  mutating func placePods() {
    if planned.isEmpty { return }
    let nodes = NodeChoice(found.nodes, pods: pods + planned.map(\.pod), symbols: &symbols)
    let table = symbols
    planned.sort { left, right in
      left.pod.id.namespace == right.pod.id.namespace
        ? table.precedes(left.pod.id.name, right.pod.id.name)
        : table.precedes(left.pod.id.namespace, right.pod.id.namespace)
    }
    assignNodes(nodes)
    assignAddresses()
    pods += planned.map(\.pod)
    planned = []
  }

  private mutating func assignNodes(_ nodes: NodeChoice) {
    var candidates: [[Label]: [Symbol]] = [:]
    var turn = 0
    for index in planned.indices where planned[index].pod.node == nil {
      let labels = planned[index].nodeSelector
      let choice = candidates[labels] ?? nodes.candidates(labels, orAll: true)
      candidates[labels] = choice
      planned[index].pod.node = choice[turn % choice.count]
      turn += 1
    }
  }

  private mutating func assignAddresses() {
    var nodeAddresses: [Symbol: [IPAddress]] = [:]
    for node in found.nodes { nodeAddresses[node.name] = Self.firstOfEachFamily(node.addresses) }
    var supply = AddressSupply(options.podCIDR ?? Self.defaultBlock, taken: takenAddresses())
    var given: (count: Int, first: IPAddress?, last: IPAddress?) = (0, nil, nil)
    var missing: (count: Int, first: ObjectName?) = (0, nil)
    for index in planned.indices {
      if planned[index].pod.isHostNetwork {
        planned[index].pod.addresses = planned[index].pod.node.flatMap { nodeAddresses[$0] } ?? []
      } else if let address = supply.next() {
        planned[index].pod.addresses = [address]
        given = (given.count + 1, given.first ?? address, address)
      } else {
        missing = (missing.count + 1, missing.first ?? planned[index].pod.id)
      }
    }
    if let first = given.first, let last = given.last {
      report.add(.syntheticAddresses(given.count, first: first, last: last, block: supply.block))
    }
    if let first = missing.first {
      report.add(.blockExhausted(supply.block, count: missing.count, first: text(first)))
    }
  }

  /// The block where none is chosen.
  static let defaultBlock = CIDR.v4(CIDRv4(IPv4Address(rawValue: 0x0af4_0000), length: 16))

  private func takenAddresses() -> Set<IPAddress> {
    var taken: Set<IPAddress> = []
    for pod in pods { taken.formUnion(pod.addresses) }
    for node in found.nodes { taken.formUnion(node.addresses) }
    for service in found.services { taken.formUnion(service.clusterIPs + service.externalIPs) }
    return taken
  }

  private static func firstOfEachFamily(_ addresses: [IPAddress]) -> [IPAddress] {
    AddressFamily.allCases.compactMap { family in addresses.first { $0.family == family } }
  }
}

/// The addresses of a block in ascending order, without the block's own first and last, and without those taken.
struct AddressSupply {
  let block: CIDR
  private let taken: Set<IPAddress>
  private var cursor: IPAddress?
  private let last: IPAddress

  init(_ block: CIDR, taken: Set<IPAddress>) {
    self.block = block
    self.taken = taken
    switch block.masked {
    case .v4(let block):
      let isTiny = block.length > 30
      cursor = .v4(IPv4Address(rawValue: block.first.rawValue + (isTiny ? 0 : 1)))
      last = .v4(IPv4Address(rawValue: block.last.rawValue - (isTiny ? 0 : 1)))
    case .v6(let block):
      let isTiny = block.length > 126
      cursor = .v6(IPv6Address(high: block.first.high, low: block.first.low + (isTiny ? 0 : 1)))
      last = .v6(IPv6Address(high: block.last.high, low: block.last.low - (isTiny ? 0 : 1)))
    }
  }

  /// The next address; `nil` once there is none left.
  mutating func next() -> IPAddress? {
    while let address = cursor {
      cursor = address == last ? nil : Self.successor(of: address)
      if !taken.contains(address) { return address }
    }
    return nil
  }

  private static func successor(of address: IPAddress) -> IPAddress {
    switch address {
    case .v4(let address): .v4(IPv4Address(rawValue: address.rawValue &+ 1))
    case .v6(let address):
      .v6(IPv6Address(high: address.low == .max ? address.high &+ 1 : address.high, low: address.low &+ 1))
    }
  }
}
