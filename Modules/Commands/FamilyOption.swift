internal import ArgumentParser
internal import PolicyModel
internal import Traffic

/// Which address family a question is about.
struct FamilyOption: ParsableArguments {
  enum Family: String, ExpressibleByArgument, CaseIterable, Sendable {
    case four = "4"
    case six = "6"

    var family: AddressFamily { self == .four ? .ipv4 : .ipv6 }
  }

  @Option(help: "The address family, 4 or 6. (default: 4, or 6 in a cluster that has no other)")
  var family: Family?

  /// The family that is meant in a cluster.
  func chosen(in cluster: Cluster) -> AddressFamily { family?.family ?? cluster.mainFamily }
}
