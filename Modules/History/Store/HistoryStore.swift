internal import GRDB
internal import Glibc

/// The file that holds the history of clusters: one SQLite database, read by any number of processes, written by one at a
/// time, each revision whole or not at all.
///
/// It may be used from any thread. Every call is one transaction: it sees one state of the file.
public final class HistoryStore: Sendable {
  /// The file's path as it was given.
  public let path: String
  /// Whether the file may only be read.
  public let isReadOnly: Bool
  private let pool: any DatabaseWriter

  init(path: String, isReadOnly: Bool, pool: any DatabaseWriter) {
    (self.path, self.isReadOnly, self.pool) = (path, isReadOnly, pool)
  }

  /// Runs `body` on one state of the file.
  func read<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
    do {
      return try pool.read(body)
    } catch {
      throw .of(error, path)
    }
  }

  /// Runs `body` as the only writer; what it throws undoes what it did.
  func write<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
    guard !isReadOnly else { throw .readOnly(path) }
    do {
      return try pool.write(body)
    } catch {
      throw .of(error, path)
    }
  }

  /// Runs `body` as the only writer, outside of any transaction.
  func writeWithoutTransaction<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
    guard !isReadOnly else { throw .readOnly(path) }
    do {
      return try pool.writeWithoutTransaction(body)
    } catch {
      throw .of(error, path)
    }
  }

  /// Closes the file; what is asked afterwards fails. Without it, the file is closed when nothing holds the store.
  public func close() { try? pool.close() }
}
