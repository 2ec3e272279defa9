public import Backend
internal import PolicyModel
public import Traffic

/// The rules that one packet moved in the kernel, beside those that it met in the simulation.
public struct LabTraceReport: Sendable {
  /// A step of the simulated trace with the packets that its rule has counted; `nil` where that is none.
  public struct Step: Sendable {
    /// The step.
    public var step: TraceStep
    /// The packets.
    public var packets: UInt64?

    /// A step.
    public init(_ step: TraceStep, packets: UInt64?) { (self.step, self.packets) = (step, packets) }
  }

  let title: String
  let arrived: Bool
  let verdict: Verdict
  let steps: [Step]
  let rest: [String]

  /// A report; `rest` are the lines of the other rules that moved.
  public init(title: String, arrived: Bool, verdict: Verdict, steps: [Step], rest: [String]) {
    (self.title, self.arrived, self.verdict, self.steps, self.rest) = (title, arrived, verdict, steps, rest)
  }

  /// Whether verdicts agree and every rule that the simulation met has moved.
  public var agrees: Bool {
    arrived == (verdict == .allowed) && steps.allSatisfy { $0.step.place.rule == nil || $0.packets != nil }
  }

  /// The verdicts, the simulated trace with what moved, then the rest that moved.
  public var text: String {
    var text = "\(title): kernel \(arrived ? Verdict.allowed : .denied), simulation \(verdict)\n"
    var node: NodeName?
    for step in steps {
      if step.step.node != node { text += "  on \(step.step.node)\n" }
      node = step.step.node
      let mark = step.step.place.rule == nil ? " " : step.packets == nil ? "!" : "+"
      text += "  \(mark) \(step.step.place)  \(step.packets.map { "[\($0)] " } ?? "")\(step.step.rule)\n"
    }
    if !rest.isEmpty { text += "  also moved\n" }
    for rule in rest { text += "    \(rule)\n" }
    return text
  }
}
