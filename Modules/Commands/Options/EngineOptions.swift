internal import ArgumentParser
internal import Backend

/// Which engine a command asks, and with what settings.
struct EngineOptions: ParsableArguments {
  /// The engine that is meant where none is named.
  static let standard = "azure-npm"

  @Option(help: "The engine, as id or id@version; see moat engines. (default: azure-npm)")
  var engine: String?

  @Option(
    name: .customLong("engine-option"),
    help: ArgumentHelp(
      "A setting of the engine; may be given more than once; moat engines lists those of each.", valueName: "key=value")
  )
  var settings: [String] = []

  func validate() throws {
    for setting in settings where EngineOption(setting) == nil {
      throw ValidationError("--engine-option \"\(setting)\" is no setting; expected one like interfacePrefix=cali")
    }
  }

  /// The engine with its settings, or the one called `standard` if none is named.
  ///
  /// Throws `UnknownEngine` or `EngineOptionError`.
  func backend(in context: Context, otherwise standard: String = Self.standard) throws -> any PolicyBackend {
    try context.registry.backend(named: engine ?? standard, options: settings.compactMap { EngineOption($0) })
  }
}
