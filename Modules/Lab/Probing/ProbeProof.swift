internal import Traffic

extension LabNetwork {
  /// How often a volley whose account is open is repeated.
  private static let attempts = 8
  /// The most probes of one volley: few enough that no connection is tried a second time within it.
  private static let volley = 1200

  /// Sends probes and tells of each which place saw it, `nil` for those that a rule has dropped.
  ///
  /// A verdict is proven: a probe that arrives was seen by its receiver, and the rules that drop have counted just as
  /// many packets as did not arrive. A volley whose account does not come out is sent again, in smaller parts; one that
  /// never does is an error that names its probes.
  public func verdicts(of probes: [Probe], by sender: any ProbeSender) throws(LabError) -> [Int?] {
    let families = Set(probes.map(\.source.family)).sorted { $0 == .ipv4 && $1 != .ipv4 }
    var result = [Int?](repeating: nil, count: probes.count)
    var before = try drops(families: families)
    for start in stride(from: 0, to: probes.count, by: Self.volley) {
      var pending = Array(start..<min(start + Self.volley, probes.count))
      for attempt in 0... {
        let seen = try sender.fire(pending.map { probes[$0] })
        for (index, place) in zip(pending, seen) where place != nil { result[index] = place }
        let unseen = zip(pending, seen).filter { $1 == nil }.map(\.0)
        let after = try drops(families: families)
        let dropped = after &- before
        before = after
        if dropped == UInt64(unseen.count) { break }
        guard attempt < Self.attempts else {
          let names = unseen.prefix(3).map { plan.title(of: probes[$0]) }
          throw .unproven(names, count: unseen.count)
        }
        pending = unseen
      }
    }
    return result
  }
}

extension LabPlan {
  /// A probe in words.
  func title(of probe: Probe) -> String {
    let target = place(of: probe.target).map { places[$0].name } ?? probe.target.description
    let port = probe.ipProtocol.hasPorts ? "\(probe.port)/" : ""
    return "\(places[probe.from].name) to \(target) on \(port)\(probe.ipProtocol.label)"
  }
}
