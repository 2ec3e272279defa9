internal import Backend
internal import Comparison
internal import Traffic

extension PolicyTable.Absence {
  /// Its name in `moat.compare/1`.
  var key: String {
    switch self {
    case .refused(let refusal): refusal.consequence == .ignored ? "refused" : "partlyRefused"
    case .noProgram: "noProgram"
    case .noFamily: "noFamily"
    case .noNode: "noNode"
    }
  }

  /// In two or three words, where a rule would stand.
  var label: String {
    switch self {
    case .refused: "refused"
    case .noProgram: "no program"
    case .noFamily(let family, _): "no \(family.name) program"
    case .noNode: "on no node"
    }
  }

  /// In a sentence, after the engine's name.
  var words: String {
    switch self {
    case .refused(let refusal):
      switch refusal.consequence {
      case .ignored: "refuses the policy and ignores it as a whole: \(refusal.message)"
      case .partlyIgnored(let part): "ignores \(part): \(refusal.message)"
      }
    case .noProgram: "has no program to show; moat check asks it all the same"
    case .noFamily(let family, let remark): "has no \(family.name) program" + (remark.map { ": \($0)" } ?? "")
    case .noNode: "has the policy on no node, since it selects no pod there"
    }
  }
}
