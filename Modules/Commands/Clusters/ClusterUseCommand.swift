internal import ArgumentParser
internal import History

/// `moat cluster use`
struct ClusterUseCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: "Choose the cluster that commands mean where they name none.",
    discussion: """
      Exit status: 0, 2 no such cluster, 3 the machine refused.

      EXAMPLES:
        moat cluster use prod
      """)

  @Argument(help: "The name.")
  var name: String

  @OptionGroup var place: StoreOption

  func run(in context: Context) throws -> Outcome {
    try place.open(in: context).use(name)
    try Output.write("cluster \(name) is in use\n")
    return .yes
  }
}
