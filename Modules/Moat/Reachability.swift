public import Backend
public import Comparison
public import PolicyModel
public import Reachability

/// Who can reach whom in a cluster under `engine` (`id` or `id@version`), on what: exactly, for every pair.
///
/// Throws `UnknownEngine`, `TranslationError` where the engine has no program, `UndecidableError` where it cannot be
/// analysed.
public func reachability(
  _ cluster: Cluster, engine: String, from registry: BackendRegistry
) throws -> Reachability {
  try Situation(registry.backend(named: engine), cluster).reachability
}

/// Every connection on which engines differ, with witness and cause; `judge` says what ought to be.
///
/// Throws as `reachability` does.
public func compare(
  _ cluster: Cluster, engines: [String], judge: String, from registry: BackendRegistry
) throws -> Comparison {
  let family = Situation.family(of: cluster)
  let contenders = try engines.map { try Contender(registry.backend(named: $0), cluster, family: family) }
  return try Comparison(contenders, judge: registry.backend(named: judge))
}
