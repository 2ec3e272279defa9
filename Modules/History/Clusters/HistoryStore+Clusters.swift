internal import GRDB

extension HistoryStore {
  /// All clusters, by name.
  public func clusters() throws(HistoryError) -> [ClusterRow] {
    try read { try Self.clusters($0) }
  }

  /// The cluster of a name, or the one in use; throws with the names that there are.
  public func cluster(named name: String? = nil) throws(HistoryError) -> ClusterRow {
    try read { database in
      let rows = try Self.clusters(database)
      let wanted = try name ?? Self.setting("cluster", database)
      guard let row = rows.first(where: { $0.name == wanted }) else {
        guard let name else { throw HistoryError.noClusterInUse(known: rows.map(\.name)) }
        throw HistoryError.unknownCluster(name, known: rows.map(\.name))
      }
      return row
    }
  }

  /// The name of the cluster in use.
  public func clusterInUse() throws(HistoryError) -> String? {
    try read { try Self.setting("cluster", $0) }
  }

  /// Makes a cluster known; the first one is in use from then on. Throws where AKS would refuse its network.
  @discardableResult
  public func create(_ name: String, _ network: NetworkChoice, at time: Instant = .now) throws(HistoryError)
    -> ClusterRow
  {
    if let objection = ClusterRow.objection(to: name) ?? network.objection { throw objection }
    return try write { database in
      guard try !Self.clusters(database).contains(where: { $0.name == name }) else {
        throw HistoryError.clusterExists(name)
      }
      try database.execute(
        sql: """
          INSERT INTO cluster (name, plugin, policy, engine_version, pod_cidr, created) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          name, network.plugin.rawValue, network.policy.rawValue, network.engineVersion, network.podCIDR, time.seconds,
        ])
      if try Self.setting("cluster", database) == nil { try Self.set("cluster", to: name, database) }
      return ClusterRow(id: database.lastInsertedRowID, name: name, network: network, created: time)
    }
  }

  /// Makes a cluster the one that commands mean where they name none.
  public func use(_ name: String) throws(HistoryError) {
    let row = try cluster(named: name)
    try write { try Self.set("cluster", to: row.name, $0) }
  }

  /// Changes a cluster's network. A change of the engine of a cluster with revisions is a revision: see `append`.
  public func update(_ cluster: ClusterRow, _ network: NetworkChoice) throws(HistoryError) {
    if let objection = network.objection { throw objection }
    try write { try Self.update(cluster, network, $0) }
  }

  /// Forgets a cluster with all its revisions; `compact` gives the space back.
  public func delete(_ cluster: ClusterRow) throws(HistoryError) {
    try write { database in
      try database.execute(sql: "DELETE FROM cluster WHERE id = ?", arguments: [cluster.id])
      try database.execute(
        sql: "DELETE FROM setting WHERE name = 'cluster' AND value = ?", arguments: [cluster.name])
    }
  }

  static func update(_ cluster: ClusterRow, _ network: NetworkChoice, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE cluster SET plugin = ?, policy = ?, engine_version = ?, pod_cidr = ? WHERE id = ?",
      arguments: [
        network.plugin.rawValue, network.policy.rawValue, network.engineVersion, network.podCIDR, cluster.id,
      ])
  }

  static func clusters(_ database: Database) throws -> [ClusterRow] {
    try Row.fetchAll(
      database, sql: "SELECT id, name, plugin, policy, engine_version, pod_cidr, created FROM cluster ORDER BY name"
    ).map { row in
      let network = NetworkChoice(
        NetworkPlugin(rawValue: row[2]) ?? .none, NetworkPolicyEngine(rawValue: row[3]) ?? .none,
        engineVersion: row[4], podCIDR: row[5])
      return ClusterRow(id: row[0], name: row[1], network: network, created: Instant(seconds: row[6]))
    }
  }

  static func setting(_ name: String, _ database: Database) throws -> String? {
    try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
  }

  static func set(_ name: String, to value: String, _ database: Database) throws {
    try database.execute(
      sql: "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      arguments: [name, value])
  }
}
