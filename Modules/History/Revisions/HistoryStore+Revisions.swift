internal import FoundationEssentials
internal import GRDB

/// An object's stay in a cluster: from which revision to which.
public struct ObjectVersion: Hashable, Sendable {
  /// The number in the file.
  let id: Int64
  /// The object.
  public var object: StoredObject
  /// The digest under which it is stored.
  public var digest: ObjectDigest
  /// The file, from the root of the file system, that it was applied from last.
  public var source: String?
  /// The revision that brought it.
  public var first: Int
  /// The last revision that has it; `nil` while it is there.
  public var last: Int?
}

extension HistoryStore {
  /// The revisions of a cluster, ascending; O(revisions).
  public func revisions(of cluster: ClusterRow) throws(HistoryError) -> [RevisionRow] {
    try read { try Self.revisions(of: cluster, $0) }
  }

  /// The last revision of a cluster; `nil` without any.
  public func lastRevision(of cluster: ClusterRow) throws(HistoryError) -> RevisionRow? {
    try read { try Self.revisions(of: cluster, $0, tail: "ORDER BY number DESC LIMIT 1").first }
  }

  /// The revision of a name.
  public func revision(_ name: RevisionName, of cluster: ClusterRow) throws(HistoryError) -> RevisionRow {
    try name.find(in: revisions(of: cluster), cluster: cluster.name)
  }

  /// The objects of a revision, in no order; none for revision 0. Costs O(objects).
  public func objects(of cluster: ClusterRow, at number: Int) throws(HistoryError) -> [ObjectVersion] {
    try read { database in
      try Self.versions(
        database, "m.cluster = ? AND m.first <= ? AND (m.last IS NULL OR m.last >= ?)", [cluster.id, number, number])
    }
  }

  /// What a revision brought and what it took; a changed object is in both.
  public func difference(
    of cluster: ClusterRow, at number: Int
  ) throws(HistoryError) -> (added: [ObjectVersion], removed: [ObjectVersion]) {
    try read { database in
      (
        try Self.versions(database, "m.cluster = ? AND m.first = ?", [cluster.id, number]),
        try Self.versions(database, "m.cluster = ? AND m.last = ?", [cluster.id, number - 1])
      )
    }
  }

  /// Every version of one object, ascending.
  public func versions(of key: ObjectKey, in cluster: ClusterRow) throws(HistoryError) -> [ObjectVersion] {
    try read { database in
      try Self.versions(
        database, "m.cluster = ? AND o.kind = ? AND o.namespace = ? AND o.name = ?",
        [cluster.id, key.kind.rawValue, key.namespace, key.name]
      ).sorted { $0.first < $1.first }
    }
  }

  static func revisions(
    of cluster: ClusterRow, _ database: Database, tail: String = "ORDER BY number"
  ) throws -> [RevisionRow] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT number, digest, time, author, message, kind, engine, plugin, policy, state, reachability, namespaces,
          nodes, pods, services, policies, added, changed, removed
        FROM revision WHERE cluster = ? \(tail)
        """, arguments: [cluster.id]
    ).map { revision($0) }
  }

  /// The revision in a row whose columns, from `start` on, are those of the query above.
  static func revision(_ row: Row, from start: Int = 0) -> RevisionRow {
    var counts = ObjectCounts()
    (counts.namespaces, counts.nodes, counts.pods) = (row[start + 11], row[start + 12], row[start + 13])
    (counts.services, counts.policies) = (row[start + 14], row[start + 15])
    let engine: String = row[start + 6]
    let version = engine.split(separator: "@").dropFirst().first.map { String($0) }
    let network = NetworkChoice(
      NetworkPlugin(rawValue: row[start + 7]) ?? .none, NetworkPolicyEngine(rawValue: row[start + 8]) ?? .none,
      engineVersion: version)
    return RevisionRow(
      number: row[start], digest: ObjectDigest(bytes: Array(row[start + 1] as Data)),
      time: Instant(seconds: row[start + 2]), author: row[start + 3], message: row[start + 4],
      kind: RevisionKind(rawValue: row[start + 5]) ?? .apply, engine: engine, network: network, counts: counts,
      added: row[start + 16], changed: row[start + 17], removed: row[start + 18],
      reachability: (row[start + 10] as Data?).map { Array($0) },
      state: StateDigest(bytes: Array(row[start + 9] as Data)))
  }

  static func versions(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [ObjectVersion] {
    let files = try Row.fetchAll(database, sql: "SELECT id, name, path FROM file")
    let names = Dictionary(uniqueKeysWithValues: files.map { ($0[0] as Int64, ($0[1] as String, $0[2] as String)) })
    var result: [ObjectVersion] = []
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT m.id, o.kind, o.namespace, o.name, o.content, o.digest, m.first, m.last, m.file, m.lines,
          m.source
        FROM membership m JOIN object o ON o.id = m.object WHERE \(condition)
        """, arguments: arguments)
    while let row = try rows.next() {
      guard let kind = ObjectKind(rawValue: row[1]) else { continue }
      var object = StoredObject(ObjectKey(kind, row[2], row[3]), content: Array(row[4] as Data))
      if let file = (row[8] as Int64?).flatMap({ names[$0] }) {
        object.place = StoredPlace(file: file.0, path: file.1, lines: (row[9] as Data?).map { Array($0) } ?? [])
      }
      result.append(
        ObjectVersion(
          id: row[0], object: object, digest: ObjectDigest(bytes: Array(row[5] as Data)),
          source: (row[10] as Int64?).flatMap { names[$0]?.1 } ?? object.place?.path, first: row[6], last: row[7]))
    }
    return result
  }
}
