internal import ArgumentParser
internal import Backend
internal import Reports

/// `moat engines`
struct EnginesCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "engines",
    abstract: "List the engines: what they mirror, what they can and cannot express.",
    discussion: """
      An engine is written id or id@version everywhere; without a version, the one marked "default" is meant.

      EXAMPLES:
        moat engines
        moat engines --format json
      """)

  @Option(help: "table, or json (schema moat.engines/1).")
  var format: ListFormat = .table

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    let descriptors = context.registry.backends.map(\.descriptor)
    let palette = output.palette(in: context)
    switch format {
    case .table: try Output.write(EngineReport.table(descriptors, palette: palette))
    case .json: try Output.write(EngineReport.json(descriptors))
    }
    return .yes
  }
}
