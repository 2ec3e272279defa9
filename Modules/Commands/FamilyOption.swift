internal import ArgumentParser
internal import Moat
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
    case nil: return Situation.family(of: cluster)
    }
  }
}
