public import Diagnostics
public import PolicyModel

/// What was read: a cluster, and everything there is to say about its text.
public struct LoadedManifests: Sendable {
  /// The valid objects, and those whose only fault is their name or a policy's malformed block: clusters of old may
  /// hold such, though the API server refuses them today.
  public let cluster: Cluster
  /// In the order of the files, then of the lines; what concerns the whole input comes last.
  public let diagnostics: [Diagnostic]
  /// The policies that are left out of the cluster for their errors, by namespace and name.
  public let refusedPolicies: [RefusedPolicy]
  /// What Moat has no use for, by kind, then API version.
  public let skipped: [SkippedKind]

  /// Whether every error is one that the model can hold as it was written, so that the cluster is whole: an engine may
  /// meet such objects, though the API server refuses them today.
  public let isTranslatable: Bool

  /// Whether anything is wrong enough that the cluster isn't what was written.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Objects of a kind that Moat does not read.
public struct SkippedKind: Hashable, Sendable {
  /// The kind, for example `ConfigMap`.
  public let kind: String
  /// The API version, for example `v1`.
  public let apiVersion: String
  /// How many there are.
  public let count: Int
}

/// A policy that the API server would refuse, so that no engine ever sees it.
public struct RefusedPolicy: Hashable, Sendable {
  /// Its namespace.
  public let namespace: String
  /// Its name.
  public let name: String
  /// The path to its first fault, for example `spec.egress[0].to[0].ipBlock.cidr`.
  public let path: String
  /// What is wrong, the path in front.
  public let message: String
  /// Where it is wrong.
  public let place: Place
}
