internal import ArgumentParser
internal import History
internal import Text

/// `moat history export`
struct HistoryExportCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print everything that can be read, as lines of JSON (schema moat.history/1).",
    discussion: """
      Works on files that are broken, too: what cannot be read is named on standard error. Exit status: 0 all, 1 not \
      all, 2 no history, 3 the machine refused.

      EXAMPLES:
        moat history export --store prod.sqlite > prod.jsonl
      """)

  @OptionGroup var history: HistoryOptions

  func run(in context: Context) throws -> Outcome {
    let (text, problems) = try HistoryStore.export(history.place.path(in: context), cluster: history.cluster)
    try Output.write(text)
    for problem in problems { Output.complain("warning: \(problem)") }
    return problems.isEmpty ? .yes : .no
  }
}
