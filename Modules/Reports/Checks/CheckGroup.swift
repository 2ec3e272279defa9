internal import Backend
internal import Traffic

/// The connections of an answer that share one outcome.
struct CheckGroup {
  let verdict: Verdict
  /// kube-proxy's own refusal, which all of them share.
  let refusal: String?
  private(set) var connections: [CheckedConnection]

  private struct Key: Hashable {
    var verdict: Verdict
    var refusal: String?
    var policies: [PolicyReference]
  }

  /// The outcomes, allowed ones first, then in the order met: denials by the same policies are one.
  static func all(of answer: CheckAnswer) -> [CheckGroup] {
    var places: [Key: Int] = [:]
    var groups: [CheckGroup] = []
    for connection in answer.connections {
      let decision = connection.decision
      let policies = decision.denial?.policies.map(\.source) ?? []
      let key = Key(verdict: decision.verdict, refusal: connection.refusal, policies: policies)
      if let place = places[key] {
        groups[place].connections.append(connection)
      } else {
        places[key] = groups.count
        groups.append(CheckGroup(verdict: key.verdict, refusal: key.refusal, connections: [connection]))
      }
    }
    return groups.filter { $0.verdict == .allowed } + groups.filter { $0.verdict == .denied }
  }

  /// The connections in few lines: sources with the same destinations stand together.
  func folds(_ question: CheckQuestion) -> [String] {
    var targets: [String: [String]] = [:]
    var sources: [String] = []
    for connection in connections {
      let source = connection.from.name
      if targets[source] == nil { sources.append(source) }
      targets[source, default: []].append(CheckReport.target(of: connection, question))
    }
    var folds: [(sources: [String], targets: [String])] = []
    for source in sources {
      let own = targets[source] ?? []
      if let index = folds.firstIndex(where: { $0.targets == own }) {
        folds[index].sources.append(source)
      } else {
        folds.append(([source], own))
      }
    }
    return folds.map { "\(Self.list($0.sources)) -> \(Self.list($0.targets))" }
  }

  /// So many names are written out, and the number of the rest.
  private static let shownNames = 6

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(shownNames).joined(separator: ", ")
    return names.count > shownNames ? "\(shown) and \(names.count - shownNames) more" : shown
  }
}
