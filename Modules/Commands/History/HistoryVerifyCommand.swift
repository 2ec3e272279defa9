internal import ArgumentParser
internal import History
internal import Reports
internal import Text

/// `moat history verify`
struct HistoryVerifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Look at every page, object and revision.",
    discussion: """
      Exit status: 0 sound, 1 not, 2 no history, 3 the machine refused.

      EXAMPLES:
        moat history verify --store prod.sqlite
      """)

  @OptionGroup var place: StoreOption

  @Option(help: "table, or json (schema moat.verify/1).")
  var format: ListFormat = .table

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let path = place.path(in: context)
    let result = try HistoryStore.verify(path)
    try format.write(
      table: VerificationReport.table(result, path: path, palette: output.palette(in: context)),
      json: VerificationReport.json(result))
    return result.isSound ? .yes : .no
  }
}
