public import Backend
public import PolicyModel
public import Traffic

/// The network of a lab: a place for each pod and node, one for the outside, and the fabric that joins them.
///
/// Pods on their node's network, finished ones, and those whose address another pod has, have no place of their own.
public struct LabPlan: Hashable, Sendable {
  /// What a place stands for.
  public enum Role: Hashable, Sendable {
    /// Routes between the nodes and the outside.
    case fabric
    /// Everybody who is no part of the cluster.
    case outside
    /// The node of this index in the address book.
    case node(Int)
    /// The pod of this index in the cluster, on the node of the second index.
    case pod(Int, node: Int)
  }

  /// A network namespace of the lab.
  public struct Place: Hashable, Sendable {
    /// `namespace/pod`, `node/name`, `outside` or `fabric`.
    public var name: String
    /// What it stands for.
    public var role: Role
    /// Its addresses.
    public var addresses: [IPAddress]
    /// The device on the pod's node that leads to it.
    public var device = ""
  }

  /// The places: fabric, outside, nodes, pods.
  public private(set) var places: [Place]
  private var placeOfAddress: [IPAddress: Int] = [:]

  /// Whether anything has an IPv6 address.
  public var hasIPv6: Bool { places.contains { $0.addresses.contains { $0.family == .ipv6 } } }

  static let fabric = 0
  static let outside = 1

  /// The network of a cluster whose pods' devices `program` names; `outside` are addresses of the outside to begin with.
  public init(_ cluster: Cluster, _ program: any KernelProgram, outside: [IPAddress] = LabPlan.usualOutside) {
    let book = AddressBook(cluster)
    var addresses: [AddressBook.Owner: [IPAddress]] = [:]
    for (address, owner) in book.all where address.isUsable { addresses[owner, default: []].append(address) }
    let foreign = outside.filter { book.owner(of: $0) == nil && $0.isUsable }
    places = [
      Place(name: "fabric", role: .fabric, addresses: []), Place(name: "outside", role: .outside, addresses: foreign),
    ]
    for (index, node) in book.nodes.enumerated() {
      places.append(
        Place(name: "node/\(node)", role: .node(index), addresses: (addresses[.node(index)] ?? []).sorted()))
    }
    for (index, pod) in cluster.pods.enumerated() {
      guard let own = addresses[.pod(index)], let node = book.node(ofPod: index) else { continue }
      places.append(
        Place(
          name: cluster.text(pod.id), role: .pod(index, node: node), addresses: own.sorted(),
          device: program.device(ofPod: index)))
    }
    for (index, place) in places.enumerated() { for address in place.addresses { placeOfAddress[address] = index } }
  }

  /// A network of these places.
  init(places: [Place]) {
    self.places = places
    for (index, place) in places.enumerated() { for address in place.addresses { placeOfAddress[address] = index } }
  }

  /// Addresses kept for documentation, and one that everybody knows.
  public static let usualOutside = ["203.0.113.7", "198.51.100.9", "8.8.8.8", "2001:db8::7"].compactMap {
    IPAddress($0)
  }

  /// The place that has an address; `nil` if none has.
  public func place(of address: IPAddress) -> Int? { placeOfAddress[address] }

  /// The place of a name; `nil` if there is none.
  public func place(named name: String) -> Int? { places.firstIndex { $0.name == name } }

  /// The places of nodes, with their indices.
  var nodePlaces: [(node: Int, place: Int)] {
    places.indices.compactMap { if case .node(let index) = places[$0].role { (index, $0) } else { nil } }
  }

  /// Gives the outside more addresses.
  mutating func addOutside(_ addresses: [IPAddress]) {
    for address in addresses where placeOfAddress[address] == nil {
      places[Self.outside].addresses.append(address)
      placeOfAddress[address] = Self.outside
    }
  }
}

extension IPAddress {
  /// Whether a machine can have it as its own.
  var isUsable: Bool {
    switch self {
    case .v4(let address):
      let first = address.rawValue >> 24
      return first != 0 && first != 127 && first < 224
    case .v6(let address):
      return !(address.high == 0 && address.low <= 1) && address.high >> 56 != 0xff && address.high >> 54 != 0x3fa
    }
  }
}
