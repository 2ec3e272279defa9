public import Backend
internal import Diagnostics
internal import History
internal import PolicyModel

extension ConnectionLedger {
  /// Looks up which rule did each change, for the first 200 of lasting parties and of new ones: asks both programs about
  /// the witness.
  ///
  /// Throws where a program cannot tell.
  public mutating func explain(from old: Situation?, to new: Situation) throws(UndecidableError) {
    for index in entries.indices.prefix(200) {
      guard let packet = entries[index].witness?.packet, entries[index].presence != .gone else { continue }
      let after = try new.program.decide(packet)
      if let cause = after.sources.first.map({ Self.words($0, after.denial != nil ? "denied by " : "", new.cluster) }) {
        entries[index].change.cause = cause
        continue
      }
      guard entries[index].presence == .lasting, entries[index].change.isOpened, let old else { continue }
      // Nothing isolates the pod any more: say what did.
      let before = try old.program.decide(packet)
      entries[index].change.cause = before.sources.first.map { Self.words($0, "no longer denied by ", old.cluster) }
    }
  }

  private static func words(_ source: PolicyReference, _ verb: String, _ cluster: Cluster) -> String {
    let place = source.place(in: cluster).description
    let path = source.rule == nil ? "" : " \(source.path)"
    return verb + cluster.text(source.policy) + path + (place.isEmpty ? "" : " (\(place))")
  }
}

extension Decision {
  /// The places in policies that decide: those that deny, else those whose rules let the packet pass.
  fileprivate var sources: [PolicyReference] {
    if let denial { return denial.policies.map(\.source) }
    return trace.compactMap(\.source).filter { $0.rule != nil }
  }
}
