public import Traffic

extension Cluster {
  /// The families of the pods' addresses, ascending; none without any address. O(pods).
  public var podFamilies: [AddressFamily] {
    AddressFamily.allCases.filter { family in
      pods.contains { $0.addresses.contains { $0.family == family } }
    }
  }

  /// The family that is meant where none is named: IPv4, unless the pods have IPv6 addresses only.
  public var mainFamily: AddressFamily { podFamilies.first ?? .ipv4 }
}
