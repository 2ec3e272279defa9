public import Traffic

extension Cluster {
  /// The family that is meant where none is named: IPv4, unless the pods have IPv6 addresses only.
  public var mainFamily: AddressFamily {
    let addresses = pods.lazy.flatMap(\.addresses)
    return addresses.contains { $0.family == .ipv4 } || !addresses.contains { $0.family == .ipv6 } ? .ipv4 : .ipv6
  }
}
