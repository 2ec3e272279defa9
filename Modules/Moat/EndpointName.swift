public import PolicyModel
public import Traffic

/// The end of a connection as a user names it: `namespace/pod`, `node/name`, or an address.
public struct EndpointName: Hashable, Sendable {
  /// The name as written.
  public let text: String

  /// A name; `address(in:)` finds what it stands for.
  public init(_ text: String) { self.text = text }

  /// The IPv4 address, else the IPv6 address, that it stands for in a cluster.
  ///
  /// Throws with what was expected where nothing has that name, or what has it has no address.
  public func address(in cluster: Cluster) throws(UnknownEndpoint) -> IPAddress {
    if let address = IPAddress(text) { return address }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let name = cluster.symbols.find(parts[1]) else { throw unknown() }
    if parts[0] == "node" {
      guard let node = cluster.nodes.first(where: { $0.name == name }) else { throw unknown() }
      return try only(node.addresses, "node \"\(parts[1])\" has no internal address")
    }
    guard let namespace = cluster.symbols.find(parts[0]),
      let pod = cluster.pods.first(where: { $0.id == ObjectName(namespace, name) })
    else { throw unknown() }
    return try only(pod.addresses, "pod \"\(text)\" has no address")
  }

  private func only(_ addresses: [IPAddress], _ problem: String) throws(UnknownEndpoint) -> IPAddress {
    guard let address = addresses.first(where: { $0.family == .ipv4 }) ?? addresses.first else {
      throw UnknownEndpoint(message: problem)
    }
    return address
  }

  private func unknown() -> UnknownEndpoint {
    UnknownEndpoint(message: "\"\(text)\" is nothing in the cluster; expected namespace/pod, node/name or an address")
  }
}

/// A name that stands for no end of a connection.
public struct UnknownEndpoint: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong; lower case, no full stop.
  public var message: String

  /// The message.
  public var description: String { message }
}
