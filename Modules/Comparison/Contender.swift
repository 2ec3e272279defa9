public import Backend
public import PolicyModel
public import Reachability
public import Traffic

/// One side of a comparison: an engine on a cluster, with all that it lets begin.
public struct Contender: Sendable {
  /// Its name in the answer: `azure-npm@1.6`, or `revision 4`.
  public var name: String
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

  /// Translates and analyses; throws `TranslationError` where there is no program, `UndecidableError` where it cannot be
  /// analysed. The name is the engine's unless another is given.
  public init(
    _ backend: any PolicyBackend, _ cluster: Cluster, family: AddressFamily = .ipv4, name: String? = nil
  ) throws {
    self.name = name ?? backend.descriptor.name
    self.backend = backend
    self.cluster = cluster
    program = try backend.translate(cluster)
    reachability = try program.reachability(family)
    book = AddressBook(cluster)
  }

  /// A contender of what was translated and analysed before.
  public init(
    _ backend: any PolicyBackend, _ cluster: Cluster, _ program: any DataplaneProgram, _ reachability: Reachability
  ) {
    name = backend.descriptor.name
    (self.backend, self.cluster, self.program, self.reachability) = (backend, cluster, program, reachability)
    book = AddressBook(cluster)
  }
}
