internal import Netfilter
internal import PolicyModel
internal import Traffic

/// The members of the sets of one address family, each set's computed once for all nodes.
struct SetMembers {
  private let table: EndpointTable
  private let cluster: Cluster
  /// The family's addresses of endpoints in ascending order, and for each endpoint its place there, or -1.
  private let addresses: [(address: IPAddress, endpoint: Int)]
  private let places: [Int32]
  private let leavesOutContained: Bool

  init(_ table: EndpointTable, cluster: Cluster, family: AddressFamily, leavesOutContained: Bool) {
    self.table = table
    self.cluster = cluster
    self.leavesOutContained = leavesOutContained
    var addresses: [(address: IPAddress, endpoint: Int)] = []
    for (index, endpoint) in table.endpoints.enumerated() {
      // Calico knows one address of each family.
      guard let address = cluster.pods[endpoint.pod].addresses.first(where: { $0.family == family }) else { continue }
      addresses.append((address, index))
    }
    addresses.sort { ($0.address, $0.endpoint) < ($1.address, $1.endpoint) }
    var places = [Int32](repeating: -1, count: table.endpoints.count)
    for (place, entry) in addresses.enumerated() { places[entry.endpoint] = Int32(place) }
    (self.addresses, self.places) = (addresses, places)
  }

  /// The members of a set whose selector selects `classes`, in ascending order of addresses.
  func members(_ classes: Bitset, port: SetCatalog.NamedPort?) -> [SetMember] {
    let chosen = chosen(classes)
    guard let port else { return nets(chosen) }
    guard let name = cluster.symbols.find(port.name) else { return [] }
    var result: [SetMember] = []
    var seen: Set<SetMember> = []
    chosen.forEach { place in
      let (address, endpoint) = addresses[place]
      for own in cluster.pods[table.endpoints[endpoint].pod].ports {
        guard own.name == name, own.ipProtocol == port.ipProtocol else { continue }
        let member = SetMember.port(address, own.ipProtocol, own.number)
        if seen.insert(member).inserted { result.append(member) }
      }
    }
    return result
  }

  /// The places of the classes' endpoints among the addresses.
  private func chosen(_ classes: Bitset) -> Bitset {
    var chosen = Bitset(bound: addresses.count)
    classes.forEach { number in
      for endpoint in table.members[number] where places[endpoint] >= 0 { chosen.insert(Int(places[endpoint])) }
    }
    return chosen
  }

  private func nets(_ chosen: Bitset) -> [SetMember] {
    var nets: [CIDR] = []
    var last: IPAddress?
    chosen.forEach { place in
      let address = addresses[place].address
      if address != last { nets.append(CIDR(only: address)) }
      last = address
    }
    return (leavesOutContained ? Self.withoutContained(nets) : nets).map { .net($0) }
  }

  /// The blocks that lie in no other block of the list, which ascends by address and then by length.
  ///
  /// Source: `felix/labelindex/named_port_index.go`, the suppressor of overlaps.
  static func withoutContained(_ nets: [CIDR]) -> [CIDR] {
    var result: [CIDR] = []
    for net in nets where !(result.last?.contains(net) ?? false) { result.append(net) }
    return result
  }
}

extension CIDR {
  /// The block of one address.
  init(only address: IPAddress) {
    switch address {
    case .v4(let address): self = .v4(CIDRv4(address))
    case .v6(let address): self = .v6(CIDRv6(address))
    }
  }
}
