internal import FoundationEssentials
internal import GRDB
public import Traffic

extension HistoryStore {
  /// The connections that a revision opened and closed, by engine, in the order in which they were recorded.
  public func connections(
    of cluster: ClusterRow, at number: Int
  ) throws(HistoryError) -> [(engine: String, change: ConnectionChange)] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT c.engine, c.is_opened, c.scope, s.runs, d.runs, t.ports, c.cause FROM change c
          JOIN party_set s ON s.id = c.sources JOIN party_set d ON d.id = c.destinations
          JOIN traffic t ON t.id = c.traffic WHERE c.cluster = ? AND c.revision = ? ORDER BY c.id
          """, arguments: [cluster.id, number])
      if rows.isEmpty { return [] }
      let parties = try Row.fetchAll(database, sql: "SELECT id, name FROM party")
      let names = Dictionary(uniqueKeysWithValues: parties.map { ($0[0] as Int64, $0[1] as String) })
      let list = { (bytes: Data) in PartyRuns.unpack(Array(bytes)).compactMap { names[$0] }.sorted() }
      return rows.map { row in
        var change = ConnectionChange(
          isOpened: row[1], from: list(row[3]), to: list(row[4]),
          TrafficSet(packed: Array(row[5] as Data)) ?? .empty,
          scope: ConnectionChange.Scope(rawValue: row[2]) ?? .all)
        change.cause = row[6]
        return (row[0], change)
      }
    }
  }

  /// Every revision at which a connection opened or closed, ascending: from a party that `from` accepts to one that `to`
  /// accepts, to a port. Reads what was stored and computes nothing anew.
  public func events(
    of cluster: ClusterRow, from: (String) -> Bool, to: (String) -> Bool, _ ipProtocol: IPProtocol, port: UInt16
  ) throws(HistoryError) -> [ConnectionEvent] {
    try read { database in
      let (sources, destinations) = try Self.partySets(database, from, to)
      let ports = try Row.fetchAll(database, sql: "SELECT id, ports FROM traffic").filter { row in
        TrafficSet(packed: Array(row[1] as Data))?.contains(ipProtocol, port: port) ?? false
      }
      let traffic = Set(ports.map { $0[0] as Int64 })
      var events: [ConnectionEvent] = []
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT sources, destinations, traffic, revision, engine, is_opened, scope, cause FROM change
          WHERE cluster = ? ORDER BY revision, is_opened, id
          """, arguments: [cluster.id])
      while let row = try rows.next() {
        guard sources.contains(row[0]), destinations.contains(row[1]), traffic.contains(row[2]) else { continue }
        let event = ConnectionEvent(
          revision: row[3], engine: row[4], isOpened: row[5],
          scope: ConnectionChange.Scope(rawValue: row[6]) ?? .all, cause: row[7])
        if events.last.map({ ($0.revision, $0.isOpened, $0.scope) == (event.revision, event.isOpened, event.scope) })
          != true
        {
          events.append(event)
        }
      }
      return events
    }
  }

  /// Whether stored connections have an end of this name.
  public func hasParty(_ name: String) throws(HistoryError) -> Bool {
    try read { try Int64.fetchOne($0, sql: "SELECT id FROM party WHERE name = ?", arguments: [name]) != nil }
  }

  /// The numbers of the sets that hold an accepted source, and of those that hold an accepted destination.
  private static func partySets(
    _ database: Database, _ from: (String) -> Bool, _ to: (String) -> Bool
  ) throws -> (sources: Set<Int64>, destinations: Set<Int64>) {
    var (sources, destinations): (Set<Int64>, Set<Int64>) = ([], [])
    for row in try Row.fetchAll(database, sql: "SELECT id, name FROM party") {
      let name: String = row[1]
      if from(name) { sources.insert(row[0]) }
      if to(name) { destinations.insert(row[0]) }
    }
    var found: (sources: Set<Int64>, destinations: Set<Int64>) = ([], [])
    let sets = try Row.fetchCursor(database, sql: "SELECT id, runs FROM party_set")
    while let row = try sets.next() {
      let runs = Array(row[1] as Data)
      if PartyRuns.contains(runs, anyOf: sources) { found.sources.insert(row[0]) }
      if PartyRuns.contains(runs, anyOf: destinations) { found.destinations.insert(row[0]) }
    }
    return found
  }
}
