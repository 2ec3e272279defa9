internal import ArgumentParser
internal import History
internal import SystemCalls

/// `moat history import`
struct HistoryImportCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in the clusters of an export, with all their revisions.",
    discussion: """
      All or nothing; the file of the history is made where there is none, and only if the export is whole. Exit status: 0, 2 no export, or a cluster \
      that is there already, 3 the machine refused.

      EXAMPLES:
        moat history import prod.jsonl --store new.sqlite
      """)

  @Argument(help: "The file, or - for standard input.")
  var file: String

  @OptionGroup var place: StoreOption

  func run(in context: Context) throws -> Outcome {
    let bytes = try bytes()
    let names = try HistoryStore.importing(bytes, into: place.path(in: context))
    for name in names { try Output.write("imported cluster \(name)\n") }
    return .yes
  }

  private func bytes() throws(Failure) -> [UInt8] {
    let path = file == "-" ? "/dev/stdin" : file
    do {
      return try Files.read(path)
    } catch {
      throw Failure(
        outcome: error.isMissing || error.isForbidden ? .input : .machine,
        message: "cannot read \(file): \(error.reason)")
    }
  }
}
