public import Backend
public import PolicyModel

/// The programs that `engine` (`id` or `id@version`) makes of a cluster, with settings of the engine if there are any.
///
/// Throws `UnknownEngine` with the names that there are, `EngineOptionError` for a setting that the engine does not take,
/// or `TranslationError` where the engine has no program at all.
public func translate(
  _ cluster: Cluster, engine: String, options: [EngineOption] = [], from registry: BackendRegistry
) throws -> any DataplaneProgram {
  try registry.backend(named: engine, options: options).translate(cluster)
}
