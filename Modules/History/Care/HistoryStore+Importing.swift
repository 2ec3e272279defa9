internal import FoundationEssentials
internal import GRDB
internal import Glibc
internal import Traffic

extension HistoryStore {
  /// Takes the clusters of an export into the file at `path`, which is made where there is none; gives their names.
  ///
  /// Throws as `importing` does, and then makes no file: a file that is not there yet costs a rehearsal in memory.
  public static func importing(_ text: [UInt8], into path: String) throws(HistoryError) -> [String] {
    if access(path, F_OK) != 0 { try inMemory(named: path).importing(text) }
    return try open(path, for: .create).importing(text)
  }

  /// Takes in the clusters of an export, with all their revisions, or nothing; gives their names.
  ///
  /// Throws for a text that is no export, with the line, and for a cluster that the history has already.
  @discardableResult
  public func importing(_ text: [UInt8]) throws(HistoryError) -> [String] {
    var records: [(line: Int, record: ExportRecord)] = []
    for (index, line) in text.split(separator: 10, omittingEmptySubsequences: false).enumerated() where !line.isEmpty {
      guard let record = try? ExportRecord(line: Array(line)) else { throw .badExport(line: index + 1) }
      records.append((index + 1, record))
    }
    guard let head = records.first?.record, head.kind == "history", head.text("schema") == "moat.history/1" else {
      throw .badExport(line: records.first?.line ?? 1)
    }
    return try write { database in
      var importer = Importer(database)
      for (line, record) in records.dropFirst() {
        guard try importer.take(record) else { throw HistoryError.badExport(line: line) }
      }
      return importer.names
    }
  }

  /// Drops what no cluster holds any more and gives the space back; says how many bytes the file had and has.
  public func compact() throws(HistoryError) -> (before: Int, after: Int) {
    let size = { (database: Database) in
      (try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0)
        * (try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
    }
    let before = try read(size)
    try write { database in
      try database.execute(
        sql: """
          DELETE FROM object WHERE id NOT IN (SELECT object FROM membership);
          DELETE FROM file WHERE id NOT IN (SELECT file FROM membership WHERE file IS NOT NULL
            UNION SELECT source FROM membership WHERE source IS NOT NULL);
          DELETE FROM party_set WHERE id NOT IN (SELECT sources FROM change UNION SELECT destinations FROM change);
          DELETE FROM traffic WHERE id NOT IN (SELECT traffic FROM change);
          """)
      try Self.dropParties(database)
    }
    try writeWithoutTransaction { database in
      try database.execute(sql: "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    }
    return (before, try read(size))
  }

  /// Drops the names of ends that no set holds: sets are bytes, which SQLite cannot look into.
  private static func dropParties(_ database: Database) throws {
    let sets = try Data.fetchAll(database, sql: "SELECT runs FROM party_set")
    let held = Set(sets.flatMap { PartyRuns.unpack(Array($0)) })
    for party in try Int64.fetchAll(database, sql: "SELECT id FROM party") where !held.contains(party) {
      try database.execute(sql: "DELETE FROM party WHERE id = ?", arguments: [party])
    }
  }
}

/// Puts the records of an export into a file, in their order.
private struct Importer {
  let database: Database
  var names: [String] = []
  private var cluster: ClusterRow?
  private var objects: [String: StoredObject] = [:]
  private var parties: [Int: [String]] = [:]
  private var writer: ObjectWriter?
  private var changes: ChangeWriter?

  init(_ database: Database) { self.database = database }

  /// Takes a record; says whether it is one.
  mutating func take(_ record: ExportRecord) throws -> Bool {
    switch record.kind {
    case "cluster": return try takeCluster(record)
    case "revision": return try takeRevision(record)
    case "object":
      guard let kind = record.number("kind").flatMap(ObjectKind.init), let name = record.text("name"),
        let digest = record.text("digest"), let content = record.raw("content")
      else { return false }
      objects[digest] = StoredObject(ObjectKey(kind, record.text("namespace") ?? "", name), content: content)
    case "stay":
      guard var object = record.text("object").flatMap({ objects[$0] }), let first = record.number("first") else {
        return false
      }
      if let file = record.text("file"), let path = record.text("path") {
        object.place = StoredPlace(file: file, path: path, lines: record.hex("lines") ?? [])
      }
      let source = record.text("source").flatMap { name in
        record.text("sourcePath").map { StoredPlace(file: name, path: $0, lines: []) }
      }
      guard try writer?.add(object, from: first, to: record.number("last"), source: source) != nil else {
        return false
      }
    case "parties":
      guard let number = record.number("number") else { return false }
      parties[number] = record.list("names")
    case "change": return try takeChange(record)
    case "refusal":
      guard let cluster, let engine = record.text("engine"), let policy = record.text("policy"),
        let field = record.text("field"), let message = record.text("message"), let first = record.number("first")
      else { return false }
      try database.execute(
        sql: "INSERT INTO refusal (cluster, engine, policy, field, message, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [cluster.id, engine, policy, field, message, first, record.number("last")])
    default: return false
    }
    return true
  }

  private mutating func takeCluster(_ record: ExportRecord) throws -> Bool {
    guard let name = record.text("name"), let plugin = record.text("plugin").flatMap(NetworkPlugin.init),
      let policy = record.text("policy").flatMap(NetworkPolicyEngine.init), let created = record.number("created")
    else { return false }
    guard try !HistoryStore.clusters(database).contains(where: { $0.name == name }) else {
      throw HistoryError.clusterExists(name)
    }
    try database.execute(
      sql: "INSERT INTO cluster (name, plugin, policy, engine_version, pod_cidr, created) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        name, plugin.rawValue, policy.rawValue, record.text("engineVersion"), record.text("podCIDR"), created,
      ])
    let id = database.lastInsertedRowID
    cluster = try HistoryStore.clusters(database).first { $0.id == id }
    writer = try ObjectWriter(database, cluster: id)
    changes = ChangeWriter(database, cluster: id)
    if try HistoryStore.setting("cluster", database) == nil { try HistoryStore.set("cluster", to: name, database) }
    names.append(name)
    return true
  }

  private func takeRevision(_ record: ExportRecord) throws -> Bool {
    guard let cluster, let number = record.number("number"), let digest = record.hex("digest"),
      let time = record.number("time"), let kind = record.text("kind").flatMap(RevisionKind.init),
      let plugin = record.text("plugin").flatMap(NetworkPlugin.init),
      let policy = record.text("policy").flatMap(NetworkPolicyEngine.init), let state = record.hex("state")
    else { return false }
    var counts = ObjectCounts()
    counts.namespaces = record.number("namespaces") ?? 0
    counts.nodes = record.number("nodes") ?? 0
    counts.pods = record.number("pods") ?? 0
    counts.services = record.number("services") ?? 0
    counts.policies = record.number("policies") ?? 0
    let row = RevisionRow(
      number: number, digest: ObjectDigest(bytes: digest), time: Instant(seconds: time),
      author: record.text("author") ?? "", message: record.text("message") ?? "", kind: kind,
      engine: record.text("engine") ?? "", network: NetworkChoice(plugin, policy), counts: counts,
      added: record.number("added") ?? 0, changed: record.number("changed") ?? 0,
      removed: record.number("removed") ?? 0, reachability: record.hex("reachability"),
      state: StateDigest(bytes: state))
    try HistoryStore.insert(row, cluster, database)
    return true
  }

  private mutating func takeChange(_ record: ExportRecord) throws -> Bool {
    guard let revision = record.number("revision"), let engine = record.text("engine"),
      let sources = record.number("sources").flatMap({ parties[$0] }),
      let destinations = record.number("destinations").flatMap({ parties[$0] }),
      let traffic = record.hex("traffic").flatMap({ TrafficSet(packed: $0) })
    else { return false }
    var change = ConnectionChange(
      isOpened: record.number("opened") == 1, from: sources, to: destinations, traffic,
      scope: record.number("scope").flatMap(ConnectionChange.Scope.init) ?? .all)
    change.cause = record.text("cause")
    change.family = record.number("family").flatMap { UInt8(exactly: $0) }.flatMap { AddressFamily(rawValue: $0) }
    return try changes?.write([change], revision: revision, engine: engine) != nil
  }
}
