internal import GRDB
internal import Glibc
internal import Text

extension HistoryStore {
  /// What to do with a file that is not there, and with one of an older schema.
  public enum Purpose: Sendable {
    /// The file must be there; an older schema is brought up to date where it may be written.
    case use
    /// The file is made where it is missing, for its owner alone.
    case create
    /// The file is opened for reading, whatever state it is in; nothing is checked.
    case rescue
  }

  /// Opens the file of a history.
  ///
  /// Throws where it is missing (unless it is to be made), is no history, is newer than this build, or cannot be opened.
  public static func open(_ path: String, for purpose: Purpose = .use) throws(HistoryError) -> HistoryStore {
    if purpose == .create { try HistoryPlace.create(path) }
    guard access(path, F_OK) == 0 else { throw errno == ENOENT ? .missing(path) : .refused("open", path, errno) }
    guard access(path, R_OK) == 0 else { throw .refused("read", path, errno) }
    let mayWrite = purpose != .rescue && access(path, W_OK) == 0
    let store = try connect(path, isReadOnly: !mayWrite)
    if purpose != .rescue { try store.prepare() }
    return store
  }

  /// An empty history that is in no file; errors speak of `path`.
  static func inMemory(named path: String) throws(HistoryError) -> HistoryStore {
    let queue: DatabaseQueue
    do {
      queue = try DatabaseQueue()
    } catch {
      throw .of(error, path)
    }
    let store = HistoryStore(path: path, isReadOnly: false, pool: queue)
    try store.migrate(to: Schema.version)
    return store
  }

  private static func connect(_ path: String, isReadOnly: Bool) throws(HistoryError) -> HistoryStore {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.readonly = isReadOnly
    configuration.maximumReaderCount = 4
    // A revision that was acknowledged stays, even if the power goes.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF") }
    do {
      if isReadOnly { return try connectReadOnly(path, configuration) }
      let pool = try DatabasePool(path: path, configuration: configuration)
      // The pool chooses NORMAL for files with a write-ahead log, after our own choice.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      return HistoryStore(path: path, isReadOnly: false, pool: pool)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY && !isReadOnly {
      return try connect(path, isReadOnly: true)
    } catch {
      throw .of(error, path)
    }
  }

  /// A file in a folder where nothing can be written has no place for the write-ahead log's index; without a log there is
  /// nothing to index, and the file alone is the whole truth.
  private static func connectReadOnly(_ path: String, _ configuration: Configuration) throws -> HistoryStore {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      _ = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
      return HistoryStore(path: path, isReadOnly: true, pool: queue)
    } catch let error as DatabaseError
      where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
    {
      guard access(path + "-wal", F_OK) != 0 else { throw HistoryError.unreadableLog(path) }
      let escaped = path.utf8.map { byte -> String in
        let isPlain = byte == 47 || byte == 45 || byte == 46 || byte == 95 || (48...57).contains(byte)
        let isLetter = (65...90).contains(byte) || (97...122).contains(byte)
        return isPlain || isLetter ? String(UnicodeScalar(byte)) : "%" + [byte].hexadecimal
      }
      let queue = try DatabaseQueue(path: "file:\(escaped.joined())?immutable=1", configuration: configuration)
      return HistoryStore(path: path, isReadOnly: true, pool: queue)
    }
  }

  /// Checks whose file it is and of which version, and takes the steps that it lacks.
  private func prepare() throws(HistoryError) {
    let version = try read { try Self.version(of: $0, self.path) }
    guard version < Schema.version else { return }
    guard !isReadOnly else { throw version == 0 ? .notAHistory(path) : .olderSchema(path, version) }
    try migrate(to: Schema.version)
  }

  /// Takes the missing steps, all or none; another process may have taken them meanwhile.
  func migrate(to target: Int) throws(HistoryError) {
    try write { database in
      for step in try Self.version(of: database, path)..<max(target, Schema.version) where step < target {
        try database.execute(sql: Schema.steps[step])
      }
      try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(target)")
    }
  }

  private static func version(of database: Database, _ path: String) throws -> Int {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    guard application == Schema.applicationID || (version == 0 && tables == 0) else {
      throw HistoryError.notAHistory(path)
    }
    guard version <= Schema.version else { throw HistoryError.newerSchema(path, version) }
    return version
  }
}
