public import Backend
public import PolicyModel

/// The programs that `engine` (`id` or `id@version`) makes of a cluster.
///
/// Throws `UnknownEngine` with the names that there are, or `TranslationError` where the engine has no program at all.
public func translate(
  _ cluster: Cluster, engine: String, from registry: BackendRegistry
) throws -> any DataplaneProgram {
  try registry.backend(named: engine).translate(cluster)
}
