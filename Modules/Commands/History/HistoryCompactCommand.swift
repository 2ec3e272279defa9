internal import ArgumentParser
internal import History

/// `moat history compact`
struct HistoryCompactCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Give back the space of what no cluster has any more.",
    discussion: """
      Exit status: 0, 2 no history, 3 the machine refused.

      EXAMPLES:
        moat history compact
      """)

  @OptionGroup var place: StoreOption

  func run(in context: Context) throws -> Outcome {
    let (before, after) = try place.open(in: context).compact()
    try Output.write("\(before / 1024) KiB before, \(after / 1024) KiB after\n")
    return .yes
  }
}
