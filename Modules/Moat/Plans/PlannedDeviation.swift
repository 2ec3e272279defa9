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

  /// The deviations of a situation, by id; costs a comparison with `judge` for each of its families.
  static func list(_ situation: Situation?, judge: any PolicyBackend) throws -> Set<PlannedDeviation> {
    guard let situation, situation.backend.descriptor.id != judge.descriptor.id else { return [] }
    var found: Set<PlannedDeviation> = []
    for reachability in situation.reachabilities {
      let contenders = [
        Contender(situation.backend, situation.cluster, situation.program, reachability),
        try Contender(judge, situation.cluster, family: reachability.index.family),
      ]
      for case let cause? in try Comparison(contenders, judge: judge).differences.map(\.cause) {
        guard let deviation = cause.deviation else { continue }
        let policies = Set(cause.sources.map { situation.cluster.text($0.policy) }).sorted()
        found.insert(PlannedDeviation(deviation: deviation, policies: policies))
      }
    }
    return found
  }
}
