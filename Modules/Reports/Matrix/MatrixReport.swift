public import Backend
public import Reachability
public import Traffic

/// Who reaches whom on some ports.
public struct MatrixReport: Sendable {
  /// A port that is asked for.
  public struct Question: Hashable, Sendable {
    /// As it was written: `80/TCP`, `ICMP`.
    public var label: String
    /// The protocol.
    public var ipProtocol: IPProtocol
    /// The port; type and code for ICMP.
    public var port: UInt16

    /// A question.
    public init(_ label: String, _ ipProtocol: IPProtocol, _ port: UInt16) {
      (self.label, self.ipProtocol, self.port) = (label, ipProtocol, port)
    }
  }

  let engine: String
  let parties: [Party]
  let questions: [Question]
  let reachability: Reachability

  /// A report on the parties of a reachability under `engine` (`id@version`).
  public init(engine: String, parties: [Party], questions: [Question], reachability: Reachability) {
    self.engine = engine
    self.parties = parties
    self.questions = questions
    self.reachability = reachability
  }

  /// Calls `body` with each source and, for each destination, the answers to the questions: `nil` where nothing is asked.
  ///
  /// Holds one row at a time.
  func forEachRow<Problem: Error>(
    _ body: (Party, [[Bool]?]) throws(Problem) -> Void
  ) throws(Problem) {
    var reader = PartyReader(reachability)
    var answers: [TrafficPool.ID: [Bool]] = [:]
    for source in parties {
      var row: [[Bool]?] = []
      row.reserveCapacity(parties.count)
      for target in parties {
        guard let traffic = reader.traffic(from: source, to: target) else {
          row.append(nil)
          continue
        }
        if let known = answers[traffic] {
          row.append(known)
          continue
        }
        let set = reader.reader.pool[traffic]
        let answer = questions.map { set.contains($0.ipProtocol, port: $0.port) }
        answers[traffic] = answer
        row.append(answer)
      }
      try body(source, row)
    }
  }
}
