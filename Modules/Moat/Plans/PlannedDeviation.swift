public import Backend
internal import Comparison
internal import PolicyModel
internal import Reachability

/// Where an engine departs from the specification on a cluster.
public struct PlannedDeviation: Hashable, Sendable {
  /// The deviation.
  public var deviation: Deviation
  /// The policies that it concerns, `namespace/name`, ascending.
  public var policies: [String]

  /// The deviations of a situation, by id; costs a comparison with `judge`.
  static func list(_ situation: Situation?, judge: any PolicyBackend) throws -> Set<PlannedDeviation> {
    guard let situation, situation.backend.descriptor.id != judge.descriptor.id else { return [] }
    let family = situation.reachability.index.family
    let contenders = [
      Contender(situation.backend, situation.cluster, situation.program, situation.reachability),
      try Contender(judge, situation.cluster, family: family),
    ]
    let causes = try Comparison(contenders, judge: judge).differences.compactMap(\.cause)
    return Set(
      causes.compactMap { cause in
        guard let deviation = cause.deviation else { return nil }
        let policies = Set(cause.sources.map { situation.cluster.text($0.policy) }).sorted()
        return PlannedDeviation(deviation: deviation, policies: policies)
      })
  }
}
