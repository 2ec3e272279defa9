internal import ArgumentParser
internal import Backend
internal import History
internal import Moat

/// Which engine a command asks, and with what settings.
struct EngineOptions: ParsableArguments {
  /// The engine that is meant where none is named.
  static let standard = "azure-npm"

  @Option(help: "The engine, as id or id@version; see moat engines. (default: the cluster's, else azure-npm)")
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

  /// The engine with its settings: the one that is named, else that of the cluster of a history which is named or in use,
  /// else the one called `standard`.
  ///
  /// Throws also what the history does where it is asked.
  func backend(
    in context: Context, for input: InputOptions, otherwise standard: String = Self.standard
  ) throws -> any PolicyBackend {
    guard engine == nil, let network = try input.network(in: context) else {
      return try backend(in: context, otherwise: standard)
    }
    return try context.registry.backend(for: network).configured(settings.compactMap { EngineOption($0) })
  }
}
