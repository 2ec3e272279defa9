public import Backend
public import History
public import PolicyModel

/// The objects of a cluster as a history has them at a revision.
public struct RecordedState: Sendable {
  /// The cluster in the history.
  public let row: ClusterRow
  /// The revision; `nil` before the first.
  public let revision: RevisionRow?
  /// The objects.
  public let versions: [ObjectVersion]
  /// The same as a model.
  public let cluster: Cluster
  let assembler: ClusterAssembler

  /// Reads a revision, the last one unless another is named; costs O(objects).
  public init(_ store: HistoryStore, _ row: ClusterRow, at revision: RevisionRow? = nil) throws(HistoryError) {
    self.row = row
    if let revision {
      self.revision = revision
    } else {
      self.revision = try store.lastRevision(of: row)
    }
    versions =
      try self.revision.map { revision throws(HistoryError) in
        try store.objects(of: row, at: revision.number)
      } ?? []
    var assembler = ClusterAssembler()
    for version in versions { try assembler.add(version.object) }
    self.assembler = assembler
    cluster = assembler.cluster()
  }
}

/// The name of the workload that a stored pod belongs to; `nil` for one without, and for other objects.
public func workload(of pod: ObjectVersion) throws(HistoryError) -> String? {
  var assembler = ClusterAssembler()
  try assembler.add(pod.object)
  let cluster = assembler.cluster()
  return cluster.pods.first?.workload.map { cluster.text($0.name) }
}

extension BackendRegistry {
  /// The engine that a cluster's network has: of its version, or of the default one; `OpenEngine` where it has none.
  ///
  /// Throws `UnknownEngine` where this program has no such engine.
  public func backend(for network: NetworkChoice) throws -> any PolicyBackend {
    network.policy == .none ? OpenEngine() : try backend(named: network.engine)
  }
}
