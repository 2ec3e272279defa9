internal import FoundationEssentials
internal import GRDB

extension HistoryStore {
  /// Records a revision, whole or not at all; it is on the disk when this returns.
  ///
  /// Throws an error of cause `.race` where another revision was recorded since the parent.
  @discardableResult
  public func append(_ new: NewRevision, to cluster: ClusterRow) throws(HistoryError) -> RevisionRow {
    try write { database in
      let last = try Self.revisions(of: cluster, database, tail: "ORDER BY number DESC LIMIT 1").first
      guard (last?.number ?? 0) == new.parent else { throw HistoryError.movedOn(cluster.name, last?.number ?? 0) }
      guard try Self.clusters(database).contains(where: { $0.id == cluster.id }) else {
        throw HistoryError.unknownCluster(cluster.name, known: [])
      }
      if let last, new.time < last.time { throw HistoryError.timeGoesBack(new.time, last: last.time) }
      let row = try Self.recordObjects(of: new, after: last, cluster, database)
      try Self.insert(row, cluster, database)
      if new.kind == .migration { try Self.update(cluster, new.network, database) }
      var writer = ChangeWriter(database, cluster: cluster.id)
      for (engine, changes) in new.connections { try writer.write(changes, revision: row.number, engine: engine) }
      try recordRefusals(of: new, cluster, row.number, database)
      return row
    }
  }

  /// Stores the objects that come, ends the stay of those that go, and gives the row that follows.
  private static func recordObjects(
    of new: NewRevision, after last: RevisionRow?, _ cluster: ClusterRow, _ database: Database
  ) throws -> RevisionRow {
    let number = new.parent + 1
    var state = last?.state ?? StateDigest()
    let end = try database.makeStatement(sql: "UPDATE membership SET last = ? WHERE id = ?")
    for version in new.removed {
      try end.execute(arguments: [new.parent, version.id])
      state -= version.digest
    }
    var writer = try ObjectWriter(database, cluster: cluster.id)
    for object in new.added { state += try writer.add(object, from: number) }
    for (version, place) in new.reapplied { try writer.move(version, to: place) }
    let changed = Set(new.removed.map(\.object.key)).intersection(new.added.map(\.key)).count
    var row = RevisionRow(
      number: number, digest: ObjectDigest(bytes: []), time: new.time, author: new.author, message: new.message,
      kind: new.kind, engine: new.engine, network: new.network, counts: new.counts, added: new.added.count - changed,
      changed: changed, removed: new.removed.count - changed, reachability: new.reachability, state: state)
    row.digest = row.computedDigest(parent: last?.digest)
    return row
  }

  static func insert(_ row: RevisionRow, _ cluster: ClusterRow, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO revision (cluster, number, digest, time, author, message, kind, engine, plugin, policy, state,
          reachability, namespaces, nodes, pods, services, policies, added, changed, removed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        cluster.id, row.number, Data(row.digest.bytes), row.time.seconds, row.author, row.message, row.kind.rawValue,
        row.engine, row.network.plugin.rawValue, row.network.policy.rawValue, Data(row.state.bytes),
        row.reachability.map { Data($0) }, row.counts.namespaces, row.counts.nodes, row.counts.pods,
        row.counts.services, row.counts.policies, row.added, row.changed, row.removed,
      ])
  }

  private func recordRefusals(
    of new: NewRevision, _ cluster: ClusterRow, _ number: Int, _ database: Database
  ) throws {
    let rows = try Row.fetchAll(
      database, sql: "SELECT id, engine, policy, field, message FROM refusal WHERE cluster = ? AND last IS NULL",
      arguments: [cluster.id])
    var open: Set<RefusedPolicy> = []
    for row in rows {
      let refusal = RefusedPolicy(policy: row[2], field: row[3], message: row[4])
      if row[1] == new.engine, new.refusals.contains(refusal) {
        open.insert(refusal)
      } else {
        try database.execute(
          sql: "UPDATE refusal SET last = ? WHERE id = ?", arguments: [number - 1, row[0] as Int64])
      }
    }
    for refusal in new.refusals where open.insert(refusal).inserted {
      try database.execute(
        sql: "INSERT INTO refusal (cluster, engine, policy, field, message, first) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [cluster.id, new.engine, refusal.policy, refusal.field, refusal.message, number])
    }
  }

  /// The policies that the engine in force at a revision refused.
  public func refusals(of cluster: ClusterRow, at number: Int) throws(HistoryError) -> [RefusedPolicy] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT policy, field, message FROM refusal
          WHERE cluster = ? AND first <= ? AND (last IS NULL OR last >= ?) ORDER BY policy, field
          """, arguments: [cluster.id, number, number]
      ).map { RefusedPolicy(policy: $0[0], field: $0[1], message: $0[2]) }
    }
  }
}

/// Writes objects and their stays; statements and the numbers of files are kept.
struct ObjectWriter {
  private let database: Database
  private let cluster: Int64
  private let insertObject: Statement
  private let findObject: Statement
  private let insertStay: Statement
  private var files: [StoredPlace: Int64] = [:]

  init(_ database: Database, cluster: Int64) throws {
    (self.database, self.cluster) = (database, cluster)
    insertObject = try database.makeStatement(
      sql: "INSERT OR IGNORE INTO object (digest, kind, namespace, name, content) VALUES (?, ?, ?, ?, ?)")
    findObject = try database.makeStatement(sql: "SELECT id FROM object WHERE digest = ?")
    insertStay = try database.makeStatement(
      sql: "INSERT INTO membership (cluster, object, first, last, file, lines) VALUES (?, ?, ?, ?, ?, ?)")
  }

  /// Stores an object if it is new, and its stay.
  mutating func add(_ object: StoredObject, from first: Int, to last: Int? = nil) throws -> ObjectDigest {
    let digest = ObjectDigest(of: object.content)
    let key = Data(digest.bytes)
    try insertObject.execute(
      arguments: [key, object.key.kind.rawValue, object.key.namespace, object.key.name, Data(object.content)])
    let number = try Int64.fetchOne(findObject, arguments: [key]) ?? 0
    let file = try object.place.map { try self.file($0) }
    try insertStay.execute(arguments: [cluster, number, first, last, file, object.place.map { Data($0.lines) }])
    return digest
  }

  /// Notes from which file an object that stays was applied last.
  mutating func move(_ version: ObjectVersion, to place: StoredPlace) throws {
    try database.execute(
      sql: "UPDATE membership SET source = ? WHERE id = ?", arguments: [try file(place), version.id])
  }

  private mutating func file(_ place: StoredPlace) throws -> Int64 {
    let key = StoredPlace(file: place.file, path: place.path, lines: [])
    if let known = files[key] { return known }
    try database.execute(
      sql: "INSERT OR IGNORE INTO file (name, path) VALUES (?, ?)", arguments: [place.file, place.path])
    let number =
      try Int64.fetchOne(
        database, sql: "SELECT id FROM file WHERE name = ? AND path = ?", arguments: [place.file, place.path]) ?? 0
    files[key] = number
    return number
  }
}
