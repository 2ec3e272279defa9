internal import ArgumentParser
internal import History

/// `moat cluster delete`
struct ClusterDeleteCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Forget a cluster with all its revisions.",
    discussion: """
      Asks on a terminal; elsewhere --yes says that it is wanted. moat history compact gives the space back. Exit status: \
      0, 1 not wanted, 2 no such cluster, 3 the machine refused.

      EXAMPLES:
        moat cluster delete old --yes
      """)

  @Argument(help: "The name.")
  var name: String

  @Flag(help: "Delete without asking.")
  var yes = false

  @OptionGroup var place: StoreOption

  func run(in context: Context) throws -> Outcome {
    let store = try place.open(in: context)
    let row = try store.cluster(named: name)
    let count = try store.lastRevision(of: row)?.number ?? 0
    let name = "cluster \(row.name) with \(count) revision\(count == 1 ? "" : "s")"
    guard try yes || context.confirms("delete \(name)?", verbs: ("deletes", "deleted")) else { return .no }
    try store.delete(row)
    try Output.write("deleted \(name)\n")
    return .yes
  }
}
