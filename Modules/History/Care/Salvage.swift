internal import GRDB

/// Reads the rows of a table that may be broken: those that can be read, and how many ranges cannot.
struct Salvage {
  private let database: Database
  /// What went wrong so far, each reason once, in the order met.
  private(set) var problems: [String] = []
  /// How many more queries are made around broken places.
  private var patience = 20_000

  init(_ database: Database) { self.database = database }

  /// The rows of a table by ascending `id`; `columns` come behind it. Where rows cannot be read, the readable ones around
  /// them are found by halving.
  ///
  /// `types` has a letter for each column: `i` for a whole number, `t` for a text, `b` for bytes, a capital where it may be
  /// null. A row with another value somewhere is none of ours: it is left out.
  mutating func rows(_ table: String, _ columns: String, _ types: String) -> [Row] {
    let all = all(table, columns)
    let fitting = all.filter { row in
      zip(row.databaseValues.dropFirst(), types).allSatisfy { Self.fits($0, $1) }
    }
    if fitting.count < all.count { note("table \(table): \(all.count - fitting.count) rows are broken") }
    return fitting
  }

  private static func fits(_ value: DatabaseValue, _ type: Character) -> Bool {
    switch value.storage {
    case .null: type.isUppercase
    case .int64: type == "i" || type == "I"
    case .string: type == "t" || type == "T"
    case .blob: type == "b" || type == "B"
    case .double: false
    }
  }

  private mutating func all(_ table: String, _ columns: String) -> [Row] {
    let sql = "SELECT id, \(columns) FROM \(table)"
    var low: Int64 = 0
    let front = read("\(sql) ORDER BY id", table)
    if front.isWhole { return front.rows }
    low = front.rows.last?[0] ?? 0
    let back = read("\(sql) WHERE id > \(low) ORDER BY id DESC", table)
    let high: Int64 = back.rows.last?[0] ?? low + 1 << 24
    var middle: [Row] = []
    find(sql, table, low + 1, high - 1, &middle)
    return front.rows + middle + back.rows.reversed()
  }

  /// Reads until the end or the first row that cannot be read.
  private mutating func read(_ sql: String, _ table: String) -> (rows: [Row], isWhole: Bool) {
    var rows: [Row] = []
    do {
      let cursor = try Row.fetchCursor(database, sql: sql)
      while let row = try cursor.next() { rows.append(row.copy()) }
      return (rows, true)
    } catch {
      note(error, table)
      return (rows, false)
    }
  }

  private mutating func find(_ sql: String, _ table: String, _ low: Int64, _ high: Int64, _ found: inout [Row]) {
    guard low <= high, patience > 0 else { return }
    patience -= 1
    if let rows = try? Row.fetchAll(database, sql: "\(sql) WHERE id BETWEEN \(low) AND \(high) ORDER BY id") {
      found += rows
      return
    }
    guard low < high else { return }
    let middle = low + (high - low) / 2
    find(sql, table, low, middle, &found)
    find(sql, table, middle + 1, high, &found)
  }

  private mutating func note(_ error: any Error, _ table: String) {
    note("table \(table): \((error as? DatabaseError)?.message ?? "\(error)")")
  }

  private mutating func note(_ problem: String) {
    if !problems.contains(problem) { problems.append(problem) }
  }
}
