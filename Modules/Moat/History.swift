public import History

/// Opens the history in a file; `.create` makes one where there is none.
///
/// The store may be used from any thread. Throws `HistoryError` where the file is missing, is no history, or is newer than
/// this build.
public func history(
  at path: String, for purpose: HistoryStore.Purpose = .use
) throws(HistoryError) -> HistoryStore {
  try HistoryStore.open(path, for: purpose)
}
