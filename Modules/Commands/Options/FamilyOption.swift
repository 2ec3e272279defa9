internal import ArgumentParser
internal import Moat
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

  /// The family that is named, if one is.
  var named: AddressFamily? { family?.family }

  /// The family that is meant in a cluster, where `names` may be addresses of one.
  func chosen(in cluster: Cluster, naming names: [String] = []) -> AddressFamily {
    named ?? names.lazy.compactMap { IPAddress($0)?.family }.first ?? cluster.mainFamily
  }
}
