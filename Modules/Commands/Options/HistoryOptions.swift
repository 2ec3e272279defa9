internal import ArgumentParser
internal import Glibc
internal import History
internal import Moat

/// Which file holds the history.
struct StoreOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file of the history. (default: $MOAT_STORE, .moat/history.sqlite here or above, or in $XDG_STATE_HOME)",
      valueName: "path"))
  var store: String?

  /// The path of the file.
  func path(in context: Context) -> String {
    HistoryPlace.find(option: store, environment: context.variable, folder: context.folder)
  }

  /// Opens the file.
  func open(in context: Context, for purpose: HistoryStore.Purpose = .use) throws(HistoryError) -> HistoryStore {
    try Moat.history(at: path(in: context), for: purpose)
  }
}

/// Which cluster of which history is meant.
struct HistoryOptions: ParsableArguments {
  @OptionGroup var place: StoreOption

  @Option(help: ArgumentHelp("The cluster of the history. (default: the one in use)", valueName: "name"))
  var cluster: String?

  /// The history and the cluster; throws where there is none.
  func open(in context: Context) throws(HistoryError) -> (store: HistoryStore, row: ClusterRow) {
    let store = try place.open(in: context)
    return (store, try store.cluster(named: cluster))
  }

  /// The history and the cluster that is named or in use; `nil` where nothing is named and nothing in use.
  func find(in context: Context) throws -> (store: HistoryStore, row: ClusterRow)? {
    let isNamed = cluster != nil || place.store != nil || context.past != nil
    guard isNamed || access(place.path(in: context), F_OK) == 0 else { return nil }
    let store = try place.open(in: context)
    guard try isNamed || store.clusterInUse() != nil else { return nil }
    return (store, try store.cluster(named: cluster))
  }
}

/// Who records a revision, when and why.
struct RecordOptions: ParsableArguments {
  @Flag(help: "Record without asking.")
  var yes = false

  @Option(help: ArgumentHelp("Who does it. (default: $MOAT_AUTHOR, else the user's name)", valueName: "name"))
  var author: String?

  @Option(
    help: ArgumentHelp(
      "When it took place, in UTC, as 2026-11-01T12:30; for states of the past. (default: now)", valueName: "time"))
  var time: String?

  func validate() throws {
    if let time, Instant(time) == nil {
      throw ValidationError("--time \"\(time)\" is no time; expected one like 2026-11-01 or 2026-11-01T12:30:15")
    }
  }

  /// Records a plan as a revision.
  func record(_ plan: Plan, _ message: String, in store: HistoryStore, _ context: Context) throws(HistoryError)
    -> RevisionRow
  {
    let names = [author, context.variable("MOAT_AUTHOR"), context.variable("USER"), context.variable("LOGNAME")]
    let name = names.compactMap { $0 }.first { !$0.isEmpty } ?? "uid \(getuid())"
    let revision = plan.revision(author: name, message: message, time: time.flatMap { Instant($0) } ?? .now)
    return try store.append(revision, to: plan.base.row)
  }

  /// Whether the user wants it; throws where nobody can be asked.
  func isWanted(_ question: String, in context: Context) throws(Failure) -> Bool {
    if yes { return true }
    guard context.isInteractive else {
      throw Failure(
        outcome: .input, message: "nothing was recorded: there is no terminal to ask on",
        notes: ["--yes records without asking"])
    }
    Output.ask("\(question) [y/N] ")
    let answer = readLine(strippingNewline: true)?.lowercased()
    return answer == "y" || answer == "yes"
  }
}
