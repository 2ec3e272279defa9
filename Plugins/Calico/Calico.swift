public import Backend
public import Diagnostics
public import PolicyModel
internal import Simulation

/// Calico with iptables, mirrored rule for rule, with the settings that the Tigera operator gives it on AKS.
///
/// Source: projectcalico/calico, v3.31.7 and master of August 2026. Each node holds its own program: the policies that
/// select one of its pods, in sets the pods of all nodes.
public struct Calico: PolicyBackend {
  /// The states of the engine that differ in how chains and policies are named.
  public enum Version: String, Hashable, Sendable, CaseIterable {
    /// v3.30 and v3.31: Kubernetes policies are called `knp.default.…` within.
    case v3_31 = "3.31"
    /// From v3.32 on: they keep their names and have a kind of their own.
    case v3_32 = "3.32"
  }

  /// Which of the two is mirrored.
  public let version: Version
  private var settings: CalicoSettings

  /// The backend of a version.
  public init(_ version: Version = .v3_31) {
    self.version = version
    settings = CalicoSettings(version)
  }

  /// Who it is, what it can express, and the settings that it takes.
  public var descriptor: BackendDescriptor {
    BackendDescriptor(
      id: "calico", version: version.rawValue, isDefault: version == .v3_31, displayName: "Calico (Linux, iptables)",
      mirrors: Self.mirrors(version), capabilities: Self.capabilities, options: CalicoSettings.descriptions(version))
  }

  /// The same engine with other settings of Felix.
  public func configured(_ options: [EngineOption]) throws(EngineOptionError) -> any PolicyBackend {
    var result = self
    let known = CalicoSettings.descriptions(version).map(\.key)
    for option in options {
      guard known.contains(option.key) else { throw EngineOptionError(option, of: descriptor) }
      if let expected = result.settings.apply(option) {
        throw EngineOptionError(option, of: descriptor, expected: expected)
      }
    }
    return result
  }

  /// The programs of all nodes. Never throws: what the engine leaves out is in the program's refusals.
  public func translate(_ cluster: Cluster) throws(TranslationError) -> any DataplaneProgram {
    ProgramBuilder(cluster: cluster, version: version, settings: settings).build()
  }

  /// One of the engine's known deviations from the specification, if it is the cause.
  public func deviation(_ question: DeviationQuestion) -> DeviationAnswer? {
    DeviationSearch(question: question).answer()
  }

  /// What is left out of policies, with what follows from it.
  public func findings(on cluster: Cluster, _ program: any DataplaneProgram) -> [Diagnostic] {
    Self.findings(on: cluster, program)
  }

  private static func mirrors(_ version: Version) -> String {
    switch version {
    case .v3_31: "Calico v3.31 with iptables as the Tigera operator sets it up on AKS; names as since v3.29"
    case .v3_32: "Calico as of v3.32 with iptables as the Tigera operator sets it up on AKS; its new names of policies"
    }
  }

  private static let capabilities: [Capability: Support] = [
    .namedPorts: .full,
    .portRanges: .full,
    .sctp: .full,
    .exceptions: .full,
    .podExpressions: .full,
    .namespaceExpressions: .full,
    .ipv6: .partial("filtered where a pod or node has an IPv6 address, as with IPv6 support on; AKS has it off"),
    .hostTraffic: .partial("from a node to its own pods nothing is filtered; from a pod to its node, only egress"),
    .hostNetworkPods: .none("they match only ipBlocks, and no policy isolates them"),
  ]
}
