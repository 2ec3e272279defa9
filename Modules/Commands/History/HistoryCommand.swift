internal import ArgumentParser

/// `moat history`
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Look after the file of the history: verify, export, import, compact.",
    discussion: """
      EXAMPLES:
        moat history verify
        moat history export > history.jsonl
        moat history import history.jsonl --store copy.sqlite
        moat history compact
      """,
    subcommands: [
      HistoryVerifyCommand.self, HistoryExportCommand.self, HistoryImportCommand.self, HistoryCompactCommand.self,
    ])
}
