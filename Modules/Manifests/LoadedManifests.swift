public import Diagnostics
public import PolicyModel

/// What was read: a cluster, and everything there is to say about its text.
public struct LoadedManifests: Sendable {
  /// The valid objects, and those whose only fault is their name or a policy's malformed block: clusters of old may
  /// hold such, though the API server refuses them today.
  public let cluster: Cluster
  /// In the order of the files, then of the lines; what concerns the whole input comes last.
  public let diagnostics: [Diagnostic]
  /// What Moat has no use for, by kind, then API version.
  public let skipped: [SkippedKind]

  /// Whether every error is one that the model can hold as it was written, so that the cluster is whole: an engine may
  /// meet such objects, though the API server refuses them today.
  public let isTranslatable: Bool

  init(cluster: Cluster, diagnostics: [Diagnostic], skipped: [SkippedKind], isTranslatable: Bool) {
    (self.cluster, self.diagnostics, self.skipped) = (cluster, diagnostics, skipped)
    self.isTranslatable = isTranslatable
  }

  /// A cluster that no text stands behind, with nothing to say about it.
  public init(_ cluster: Cluster) {
    self.init(cluster: cluster, diagnostics: [], skipped: [], isTranslatable: true)
  }

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
