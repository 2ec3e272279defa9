public import Backend
public import PolicyModel
public import Reachability
public import Traffic

/// A cluster under an engine, with all that may begin.
public struct Situation: Sendable {
  /// The engine.
  public var backend: any PolicyBackend
  /// The cluster.
  public var cluster: Cluster
  /// What the engine makes of it.
  public var program: any DataplaneProgram
  /// All that may begin.
  public var reachability: Reachability
  /// Who has which address.
  public var book: AddressBook

  /// Translates and analyses; IPv4 unless the cluster has IPv6 addresses only.
  ///
  /// Throws `TranslationError` where there is no program, `UndecidableError` where it cannot be analysed.
  public init(_ backend: any PolicyBackend, _ cluster: Cluster, family: AddressFamily? = nil) throws {
    self.backend = backend
    self.cluster = cluster
    program = try backend.translate(cluster)
    reachability = try program.reachability(family ?? Self.family(of: cluster))
    book = AddressBook(cluster)
  }

  /// The family that is meant where none is named.
  public static func family(of cluster: Cluster) -> AddressFamily {
    let addresses = cluster.pods.lazy.flatMap(\.addresses)
    return addresses.contains { $0.family == .ipv4 } || !addresses.contains { $0.family == .ipv6 } ? .ipv4 : .ipv6
  }
}
