public import Backend
internal import Diagnostics
public import PolicyModel
public import Text
internal import Traffic

/// The answer to a question about connections, as text or JSON.
public struct CheckReport: Sendable {
  let answer: CheckAnswer
  let engine: BackendDescriptor
  let cluster: Cluster
  let refusals: [Refusal]

  /// A report on what `engine` makes of connections in `cluster`; the answer is without the refused policies.
  public init(_ answer: CheckAnswer, under engine: BackendDescriptor, in cluster: Cluster, refusals: [Refusal]) {
    self.answer = answer
    self.engine = engine
    self.cluster = cluster
    self.refusals = refusals
  }

  /// One line with the verdict; where there are several connections or a Service, a line for each outcome with who.
  public func summary(palette: Palette) -> String {
    let question = answer.question
    let state = Self.word(for: question.state).map { " (\($0))" } ?? ""
    var text = Self.paint(answer.verdict, palette) + ": "
    text += "\(question.from) -> \(question.to) \(question.portText)\(state) under \(engine.name)\n"
    guard answer.connections.count > 1 || answer.connections.contains(where: { $0.service != nil }) else { return text }
    let groups = CheckGroup.all(of: answer)
    for group in groups {
      let count = "\(group.connections.count) of \(answer.connections.count)"
      let title =
        groups.count == 1 ? "all \(group.connections.count)" : "\(Self.paint(group.verdict, palette)) (\(count))"
      if let refusal = group.refusal {
        text += "  \(groups.count == 1 ? "" : title + ": ")\(refusal)\n"
      } else {
        for fold in group.folds(question) { text += "  \(answer.connections.count == 1 ? "" : title + ": ")\(fold)\n" }
      }
    }
    return text
  }

  /// Why: for each outcome, what the policies say and every rule that the packet met, of one connection.
  public func explanation(palette: Palette) -> String {
    CheckGroup.all(of: answer).map { group in
      let connection = group.connections[0]
      var text = ""
      if answer.connections.count > 1, group.refusal == nil {
        text += "\n\(Self.paint(group.verdict, palette)), for example \(Self.title(of: connection, answer.question))\n"
      }
      return text + explanation(of: connection, palette)
    }.joined()
  }

  static func paint(_ verdict: Verdict, _ palette: Palette) -> String {
    palette.paint(verdict.rawValue, verdict == .allowed ? .good : .bad)
  }

  /// Who connects to whom, with the port where a Service has another, and the node that took it.
  static func title(of connection: CheckedConnection, _ question: CheckQuestion) -> String {
    "\(connection.from.name) -> \(target(of: connection, question))"
  }

  /// The end that answers, as `title` has it.
  static func target(of connection: CheckedConnection, _ question: CheckQuestion) -> String {
    let packet = connection.connection.packet
    let isPlain = connection.service == nil || !packet.ipProtocol.hasPorts
    let port = isPlain ? "" : " \(packet.destinationPort)/\(packet.ipProtocol.label)"
    return "\(connection.to?.name ?? question.to)\(port)\(connection.receiver.map { " through node \($0)" } ?? "")"
  }

  /// `established` or `invalid`; `nil` for new connections, which need no word.
  static func word(for state: ConnectionState) -> String? {
    state.contains(.new) ? nil : state.contains(.invalid) ? "invalid" : "established"
  }

  /// `namespace/name spec.ingress[0] (file:line:column)`.
  func describe(_ source: PolicyReference) -> String {
    source.rule == nil
      ? "\(cluster.text(source.policy))\(place(of: source))"
      : "\(cluster.text(source.policy)) \(source.path)\(place(of: source))"
  }

  /// ` (file:line:column)`, or nothing where that is not known.
  func place(of source: PolicyReference) -> String {
    let place = source.place(in: cluster).description
    return place.isEmpty ? "" : " (\(place))"
  }
}
