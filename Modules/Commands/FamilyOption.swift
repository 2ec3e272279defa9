internal import ArgumentParser
internal import PolicyModel
internal import Traffic

/// Which address family a question is about.
struct FamilyOption: ParsableArguments {
  enum Family: String, ExpressibleByArgument, CaseIterable, Sendable {
    case four = "4"
    case six = "6"
  }

  @Option(help: "The address family, 4 or 6. (default: 4, or 6 in a cluster that has no other)")
  var family: Family?

  /// The family that is meant in a cluster.
  func chosen(in cluster: Cluster) -> AddressFamily {
    switch family {
    case .four: return .ipv4
    case .six: return .ipv6
    case nil:
      let addresses = cluster.pods.lazy.flatMap(\.addresses)
      return addresses.contains { $0.family == .ipv4 } || !addresses.contains { $0.family == .ipv6 } ? .ipv4 : .ipv6
    }
  }
}
