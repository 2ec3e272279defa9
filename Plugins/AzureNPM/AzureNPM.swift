public import Backend
public import Diagnostics
public import PolicyModel
internal import Simulation

/// Azure NPM v2 for Linux, mirrored rule for rule.
///
/// Source: Azure/azure-container-networking, `npm/`, as of August 2026. Every node holds the same program: all policies
/// and all pods of the cluster.
public struct AzureNPM: PolicyBackend {
  /// The two states of the engine that differ in how chains and sets are named.
  public enum Version: String, Hashable, Sendable, CaseIterable {
    /// Images up to v1.6.42: 32-bit names.
    case v1_5 = "1.5"
    /// From v1.6.43 on: SHA-256 names.
    case v1_6 = "1.6"
  }

  /// Which of the two is mirrored.
  public let version: Version

  /// The backend of a version.
  public init(_ version: Version = .v1_6) { self.version = version }

  /// Who it is and what it can express.
  public var descriptor: BackendDescriptor {
    BackendDescriptor(
      id: "azure-npm", version: version.rawValue, isDefault: version == .v1_6,
      displayName: "Azure Network Policy Manager (Linux)", mirrors: Self.mirrors(version),
      capabilities: Self.capabilities)
  }

  /// The program of all nodes. Never throws: what the engine refuses is in the program's refusals.
  public func translate(_ cluster: Cluster) throws(TranslationError) -> any DataplaneProgram {
    ProgramBuilder(cluster: cluster, naming: version == .v1_5 ? .fnv : .sha256).build()
  }

  /// One of the engine's known deviations from the specification, if it is the cause.
  public func deviation(_ question: DeviationQuestion) -> DeviationAnswer? {
    DeviationSearch(question: question, version: version).answer()
  }

  /// Refusals with what follows from them, limits, selectors that are multiplied out, names that collide.
  public func findings(on cluster: Cluster, _ program: any DataplaneProgram) -> [Diagnostic] {
    guard let program = program as? NetfilterDataplane else { return [] }
    return Limits(cluster: cluster, program: program, version: version).findings()
  }

  private static func mirrors(_ version: Version) -> String {
    switch version {
    case .v1_5: "Azure NPM v2 with 32-bit names of chains and sets, as images up to v1.6.42 have them"
    case .v1_6: "Azure NPM v2 with SHA-256 names of chains and sets, as images after v1.6.42 have them"
    }
  }

  private static let capabilities: [Capability: Support] = [
    .namedPorts: .full,
    .portRanges: .partial("endPort of a named port is ignored"),
    .sctp: .full,
    .exceptions: .full,
    .podExpressions: .full,
    .namespaceExpressions: .partial(
      "NotIn and DoesNotExist also let in what is no pod; NotIn with several values lets all in"),
    .ipv6: .none("a policy with an IPv6 block is ignored as a whole; IPv6 traffic is not filtered"),
    .hostTraffic: .none("between a node and its own pods nothing is filtered"),
    .hostNetworkPods: .none("they match only ipBlocks, and no policy isolates them"),
  ]
}
