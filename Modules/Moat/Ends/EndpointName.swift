public import Backend
public import PolicyModel
internal import Reachability
public import Traffic

/// An end of connections as a user names it.
///
/// - `namespace/pod`: a pod;
/// - `namespace/workload`: the pods of a Deployment, StatefulSet, …;
/// - `node/name`: a node's own processes;
/// - `svc/namespace/name`: a Service, which is no end itself but leads to some;
/// - an address: whoever has it, or the outside.
public struct EndpointName: Hashable, Sendable {
  /// The name as written.
  public let text: String

  /// A name; `ends` finds what it stands for.
  public init(_ text: String) { self.text = text }

  /// What a name stands for.
  public enum Meaning: Sendable {
    /// One end, or the pods of a workload in the cluster's order.
    case ends([NamedEnd])
    /// A Service.
    case service(Service)
  }

  /// The ends that it stands for, at least one, each by its address of `family`, or by its IPv4 address, else its IPv6
  /// address, where no family is given.
  ///
  /// Throws with what was expected, and with near misses, where nothing has that name, where what has it has no such
  /// address, and for a Service, which is no end.
  public func ends(
    in cluster: Cluster, _ book: AddressBook, family: AddressFamily? = nil
  ) throws(UnknownEndpoint) -> [NamedEnd] {
    switch try meaning(in: cluster, book, family: family) {
    case .ends(let ends): return ends
    case .service: throw .serviceIsNoEnd(text)
    }
  }

  /// What it stands for; throws as `ends` does, save that a Service is one meaning.
  ///
  /// The cluster and external addresses of a Service stand for the Service.
  public func meaning(
    in cluster: Cluster, _ book: AddressBook, family: AddressFamily? = nil
  ) throws(UnknownEndpoint) -> Meaning {
    if let address = IPAddress(text) {
      guard family ?? address.family == address.family else { throw .addressOfOtherFamily(text, family) }
      return meaning(of: address, in: cluster, book)
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count) {
    case ("svc", 3): return .service(try service(parts[1], parts[2], in: cluster))
    case ("svc", _): throw .badService(text)
    case ("node", 2): return .ends([try node(parts[1], in: cluster, book, family)])
    case ("outside", 1): throw .outsideIsNoEnd
    case (_, 2): return .ends(try pods(parts[0], parts[1], in: cluster, book, family))
    default: throw .unknown(text, near: nearMisses(in: cluster))
    }
  }

  private func meaning(of address: IPAddress, in cluster: Cluster, _ book: AddressBook) -> Meaning {
    guard let owner = book.owner(of: address) else {
      let service = cluster.services.first { $0.clusterIPs.contains(address) || $0.externalIPs.contains(address) }
      if let service { return .service(service) }
      return .ends([NamedEnd(text, End(.outside(block: CIDR(address), holes: []), address: address, node: nil))])
    }
    return .ends([NamedEnd(text, End(owner, at: address, in: book))])
  }

  private func service(_ namespace: String, _ name: String, in cluster: Cluster) throws(UnknownEndpoint) -> Service {
    guard let id = cluster.name(namespace, name), let service = cluster.services.first(where: { $0.id == id }) else {
      throw .unknown(text, near: nearMisses(in: cluster))
    }
    return service
  }

  private func node(
    _ name: String, in cluster: Cluster, _ book: AddressBook, _ family: AddressFamily?
  ) throws(UnknownEndpoint) -> NamedEnd {
    guard let index = book.nodes.firstIndex(of: NodeName(name)) else {
      throw .unknown(text, near: nearMisses(in: cluster))
    }
    let addresses = cluster.nodes.first { cluster.text($0.name) == name }?.addresses ?? []
    let all = addresses + book.all.filter { $0.owner == .node(index) }.map(\.address).sorted()
    guard let address = all.preferred(family) else { throw .nodeWithoutAddress(name, family) }
    return NamedEnd(text, End(.node(index), at: address, in: book))
  }

  private func pods(
    _ namespace: String, _ name: String, in cluster: Cluster, _ book: AddressBook, _ family: AddressFamily?
  ) throws(UnknownEndpoint) -> [NamedEnd] {
    guard let id = cluster.name(namespace, name) else { throw .unknown(text, near: nearMisses(in: cluster)) }
    if let pod = cluster.pods.first(where: { $0.id == id }) {
      guard let address = pod.addresses.preferred(family), !pod.phase.isOver else {
        throw .podWithoutAddress(text, pod.phase, family)
      }
      return [NamedEnd(text, End(address, in: book))]
    }
    let pods = cluster.pods.filter { $0.id.namespace == id.namespace && $0.workload?.name == id.name }
    guard !pods.isEmpty else { throw .unknown(text, near: nearMisses(in: cluster)) }
    let ends = pods.filter { !$0.phase.isOver }.compactMap { pod in
      pod.addresses.preferred(family).map { NamedEnd(cluster.text(pod.id), End($0, in: book)) }
    }
    guard !ends.isEmpty else { throw .workloadWithoutAddress(text, pods.count, family) }
    return ends
  }
}

extension Cluster {
  /// The name of an object, if both parts are names that the cluster holds.
  fileprivate func name(_ namespace: String, _ name: String) -> ObjectName? {
    guard let namespace = symbols.find(namespace), let name = symbols.find(name) else { return nil }
    return ObjectName(namespace, name)
  }
}

extension [IPAddress] {
  /// The first address of a family; without one, the first IPv4 address, else the first.
  fileprivate func preferred(_ family: AddressFamily?) -> IPAddress? {
    guard let family else { return first { $0.family == .ipv4 } ?? first }
    return first { $0.family == family }
  }
}

extension End {
  /// Whoever has an address; the outside if nobody does.
  fileprivate init(_ address: IPAddress, in book: AddressBook) {
    if let owner = book.owner(of: address) {
      self.init(owner, at: address, in: book)
    } else {
      self.init(.outside(block: CIDR(address), holes: []), address: address, node: nil)
    }
  }

  fileprivate init(_ owner: AddressBook.Owner, at address: IPAddress, in book: AddressBook) {
    switch owner {
    case .pod(let index): self.init(.pod(index), address: address, node: book.node(ofPod: index))
    case .node(let index): self.init(.node(index), address: address, node: index)
    }
  }
}

extension CIDR {
  fileprivate init(_ address: IPAddress) {
    switch address {
    case .v4(let address): self = .v4(CIDRv4(address))
    case .v6(let address): self = .v6(CIDRv6(address))
    }
  }
}
