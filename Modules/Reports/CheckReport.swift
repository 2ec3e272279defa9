public import Backend
internal import Diagnostics
public import PolicyModel
public import Text
internal import Traffic

/// What becomes of one packet.
public struct CheckReport: Sendable {
  private let question: String
  private let decision: Decision
  private let cluster: Cluster

  /// A report on the answer to `question`, for example `a/b -> c/d 80/TCP under azure-npm@1.6`.
  public init(question: String, decision: Decision, cluster: Cluster) {
    self.question = question
    self.decision = decision
    self.cluster = cluster
  }

  /// One line with the verdict.
  public func verdict(palette: Palette) -> String {
    let word = palette.paint(decision.verdict.rawValue, decision.verdict == .allowed ? .good : .bad)
    return "\(word): \(question)\n"
  }

  /// The rules that matched, node by node, each with why and where it comes from.
  public func trace(palette: Palette) -> String {
    guard !decision.trace.isEmpty else { return "  no rule of the engine met the packet\n" }
    var text = ""
    var node: NodeName?
    for step in decision.trace {
      if step.node != node { text += "  on node \(palette.paint(step.node.text, .name))\n" }
      node = step.node
      text += "    \(palette.paint(step.place.description, .name)): \(step.rule)\n"
      for set in step.sets { text += "      \(palette.paint("because", .faint)) \(set)\n" }
      if let source = step.source { text += "      \(palette.paint("from", .faint)) \(describe(source))\n" }
    }
    guard let denial = decision.denial else { return text }
    text += "  rules of these policies that did not let it pass\n"
    for miss in denial.policies.flatMap(\.misses) {
      text += "    \(palette.paint(describe(miss.source), .name)): \(miss.reason)\n"
    }
    return text
  }

  private func describe(_ source: PolicyReference) -> String {
    let place = source.place(in: cluster).description
    return "\(cluster.text(source.policy)) \(source.path)" + (place.isEmpty ? "" : " (\(place))")
  }
}
