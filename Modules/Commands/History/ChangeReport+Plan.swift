internal import Backend
internal import Diagnostics
internal import History
internal import Moat
internal import PolicyModel
internal import Reports

extension ChangeReport {
  /// What a plan says.
  init(_ plan: Plan, title: String) {
    self.init(title)
    objects = plan.objects.map { Self.object($0) }
    connections = plan.ledger.entries.map { Self.connections($0) }
    keptCount = plan.keptCount
    refusals = plan.newRefusals.map { refusal in
      let name = plan.new.cluster.text(refusal.policy)
      return Diagnostic(
        .warning, "refused-policy", at: plan.new.cluster.files.place(of: refusal.position),
        "\(plan.new.backend.descriptor.id) cannot enforce policy \"\(name)\": \(refusal.message)")
    }
    deviations = plan.newDeviations.map {
      Deviation($0.deviation.id, title: $0.deviation.title, policies: $0.policies)
    }
    findings = plan.newFindings
  }

  /// The difference between two lists of versions.
  static func objects(added: [ObjectVersion], removed: [ObjectVersion]) -> [Object] {
    Plan.ObjectChange.list(added: added.map(\.object), removed: removed.map(\.object)).map { object($0) }
  }

  static func connections(_ entry: ConnectionLedger.Entry) -> Connections {
    let presence: String? =
      switch entry.presence {
      case .lasting: nil
      case .new: "new"
      case .gone: "gone"
      }
    return Connections(entry.change, presence: presence, witness: entry.witness?.text)
  }

  private static func object(_ change: Plan.ObjectChange) -> Object {
    guard let old = change.old, let new = change.new else { return Object(change.key, change.kind.rawValue) }
    var fields: [String] = []
    for parent in ["metadata", "spec", "status"] {
      let (before, after) = (old.fields(parent), new.fields(parent))
      let names = Set((before + after).map(\.name)).sorted()
      for name in names {
        let (left, right) = (before.first { $0.name == name }, after.first { $0.name == name })
        if left?.text != right?.text { fields += Self.fields("\(parent).\(name)", left, right) }
      }
    }
    return Object(change.key, change.kind.rawValue, fields: fields)
  }

  /// The field itself, or the elements of the list that changed in place.
  private static func fields(_ path: String, _ left: StoredField?, _ right: StoredField?) -> [String] {
    guard let left, let right, left.elements.count == right.elements.count, !left.elements.isEmpty else {
      return [path]
    }
    return left.elements.indices.filter { left.elements[$0] != right.elements[$0] }.map { "\(path)[\($0)]" }
  }
}
