internal import FoundationEssentials
internal import GRDB

/// Writes connection changes: parties, sets and traffic get numbers, each stored once.
struct ChangeWriter {
  private let database: Database
  private let cluster: Int64
  private var parties: [String: Int64] = [:]

  init(_ database: Database, cluster: Int64) { (self.database, self.cluster) = (database, cluster) }

  mutating func write(_ changes: [ConnectionChange], revision: Int, engine: String) throws {
    for change in changes {
      try database.execute(
        sql: """
          INSERT INTO change (cluster, revision, engine, is_opened, scope, sources, destinations, traffic, cause)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          cluster, revision, engine, change.isOpened, change.scope.rawValue, try set(change.sources),
          try set(change.destinations), try number("traffic", "ports", change.traffic.packed), change.cause,
        ])
    }
  }

  private mutating func set(_ names: [String]) throws -> Int64 {
    var numbers: [Int64] = []
    numbers.reserveCapacity(names.count)
    // In the order of names, so that parties that come together lie together.
    for name in names.sorted() { numbers.append(try party(name)) }
    return try number("party_set", "runs", PartyRuns.pack(numbers.sorted()))
  }

  private mutating func party(_ name: String) throws -> Int64 {
    if let known = parties[name] { return known }
    try database.execute(sql: "INSERT OR IGNORE INTO party (name) VALUES (?)", arguments: [name])
    let number = try Int64.fetchOne(database, sql: "SELECT id FROM party WHERE name = ?", arguments: [name]) ?? 0
    parties[name] = number
    return number
  }

  private func number(_ table: String, _ column: String, _ bytes: [UInt8]) throws -> Int64 {
    try database.execute(sql: "INSERT OR IGNORE INTO \(table) (\(column)) VALUES (?)", arguments: [Data(bytes)])
    return try Int64.fetchOne(
      database, sql: "SELECT id FROM \(table) WHERE \(column) = ?", arguments: [Data(bytes)]) ?? 0
  }
}
