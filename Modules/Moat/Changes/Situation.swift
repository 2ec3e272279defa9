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
  /// All that may begin, for each family that was asked for, ascending; at least one.
  public let reachabilities: [Reachability]
  /// Who has which address.
  public var book: AddressBook

  /// All that may begin in the first family: IPv4 unless only IPv6 was asked for.
  public var reachability: Reachability { reachabilities[0] }

  /// Translates and analyses; for every family of the cluster's pods unless some are named.
  ///
  /// Throws `TranslationError` where there is no program, `UndecidableError` where it cannot be analysed.
  public init(_ backend: any PolicyBackend, _ cluster: Cluster, families: [AddressFamily]? = nil) throws {
    self.backend = backend
    self.cluster = cluster
    let program = try backend.translate(cluster)
    self.program = program
    reachabilities = try (families ?? Self.families(of: cluster)).map { try program.reachability($0) }
    book = AddressBook(cluster)
  }

  private init(_ whole: Situation, _ reachability: Reachability) {
    (backend, cluster, program, book) = (whole.backend, whole.cluster, whole.program, whole.book)
    reachabilities = [reachability]
  }

  /// The same in one of its families; `nil` for a family that was not asked for.
  func seen(in family: AddressFamily) -> Situation? {
    reachabilities.first { $0.index.family == family }.map { Situation(self, $0) }
  }

  /// The families of a cluster's pods, IPv4 without any, and those of another state's pods; ascending.
  public static func families(of cluster: Cluster, beside other: Cluster? = nil) -> [AddressFamily] {
    let all = Set([cluster.mainFamily] + cluster.podFamilies + (other?.podFamilies ?? []))
    return AddressFamily.allCases.filter(all.contains)
  }
}
