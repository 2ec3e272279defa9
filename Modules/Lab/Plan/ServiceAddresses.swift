internal import Backend
internal import PolicyModel
internal import Traffic

/// The cluster addresses of Services: their own, or for those that have none yet, free ones of 10.96.0.0/12 and
/// fd00:10:96::/112 in the order of their names.
enum ServiceAddresses {
  static func all(of cluster: Cluster, _ book: AddressBook) -> [ObjectName: [IPAddress]] {
    let families = Set(cluster.pods.flatMap(\.addresses).map(\.family))
    let taken = Set(cluster.services.flatMap(\.clusterIPs))
    var result: [ObjectName: [IPAddress]] = [:]
    var next: UInt32 = 10
    for service in cluster.services where service.exposure != .externalName && !service.isHeadless {
      var addresses = service.clusterIPs
      for family in [AddressFamily.ipv4, .ipv6] where addresses.isEmpty || addresses.allSatisfy({ $0.family != family })
      {
        guard families.contains(family), service.clusterIPs.isEmpty else { continue }
        var address = free(next, family)
        while taken.contains(address) || book.owner(of: address) != nil {
          next += 1
          address = free(next, family)
        }
        addresses.append(address)
      }
      next += 1
      result[service.id] = addresses
    }
    return result
  }

  private static func free(_ number: UInt32, _ family: AddressFamily) -> IPAddress {
    family == .ipv4
      ? .v4(IPv4Address(rawValue: 0x0a60_0000 + number))
      : .v6(IPv6Address(high: 0xfd00_0010_0096_0000, low: UInt64(number)))
  }
}
