public import Backend
public import Traffic

/// What is probed: everybody with everybody on some ports, and what the simulation says of it.
public struct ProbeMatrix: Sendable {
  /// A port that is asked for.
  public struct Question: Hashable, Sendable {
    /// The protocol.
    public var ipProtocol: IPProtocol
    /// The port; type and code for ICMP.
    public var port: UInt16

    /// A question.
    public init(_ ipProtocol: IPProtocol, _ port: UInt16) { (self.ipProtocol, self.port) = (ipProtocol, port) }

    /// `80/TCP`, or `ICMP`.
    public var label: String { ipProtocol.hasPorts ? "\(port)/\(ipProtocol.label)" : ipProtocol.label }
  }

  /// Who sends and who receives, by name and address.
  public struct Party: Hashable, Sendable {
    /// `namespace/pod`, `node/name` or an address.
    public var name: String
    /// The address that packets come from and go to.
    public var address: IPAddress

    /// A party.
    public init(_ name: String, _ address: IPAddress) { (self.name, self.address) = (name, address) }
  }

  /// Who sends.
  public var sources: [Party]
  /// Who receives.
  public var targets: [Party]
  /// On which ports.
  public var questions: [Question]

  /// A matrix; what the lab cannot send is an error of `probe`.
  public init(sources: [Party], targets: [Party], questions: [Question]) {
    (self.sources, self.targets, self.questions) = (sources, targets, questions)
  }

  /// For each question, source and target whether the packet arrived, in that order; `nil` where nothing is asked:
  /// between two that are no part of the cluster.
  public struct Answers: Hashable, Sendable {
    /// By question, source, target.
    public var cells: [[[Bool?]]]
    /// How many probes there were.
    public var count: Int
  }

  /// Sends all probes.
  public func probe(_ network: LabNetwork, by sender: any ProbeSender) throws(LabError) -> Answers {
    var probes: [Probe] = []
    var cells: [(Int, Int, Int)] = []
    var wanted: Set<ListeningPort> = []
    for (number, question) in questions.enumerated() {
      guard question.isSendable else { throw .unsendable(question.label) }
      for (row, source) in sources.enumerated() {
        for (column, target) in targets.enumerated() {
          guard let probe = try probe(from: source, to: target, question, in: network.plan) else { continue }
          probes.append(probe)
          cells.append((number, row, column))
          guard question.ipProtocol == .tcp || question.ipProtocol == .udp,
            let place = network.plan.place(of: target.address)
          else { continue }
          wanted.insert(ListeningPort(place: place, question.ipProtocol, question.port))
        }
      }
    }
    try sender.listen(Array(wanted))
    let seen = try network.verdicts(of: probes, by: sender)
    var answers = [[[Bool?]]](
      repeating: Array(repeating: Array(repeating: nil, count: targets.count), count: sources.count),
      count: questions.count)
    for (index, cell) in cells.enumerated() {
      answers[cell.0][cell.1][cell.2] = seen[index] == network.plan.place(of: probes[index].target)
    }
    return Answers(cells: answers, count: probes.count)
  }

  private func probe(
    from source: Party, to target: Party, _ question: Question, in plan: LabPlan
  ) throws(LabError) -> Probe? {
    guard let from = plan.place(of: source.address) else { throw .notInLab(source.name) }
    guard let to = plan.place(of: target.address) else { throw .notInLab(target.name) }
    if from == LabPlan.outside, to == LabPlan.outside { return nil }
    return Probe(
      from: from, source: source.address, target: target.address, question.ipProtocol, port: question.port)
  }

  /// What the simulation says of the same packets, shaped alike.
  public func simulate(_ program: any DataplaneProgram, in plan: LabPlan) throws(UndecidableError) -> [[[Bool?]]] {
    var result: [[[Bool?]]] = []
    for question in questions {
      var rows: [[Bool?]] = []
      for source in sources {
        var row: [Bool?] = []
        for target in targets {
          guard !plan.isOutside(source.address) || !plan.isOutside(target.address) else {
            row.append(nil)
            continue
          }
          let packet = Packet(from: source.address, to: target.address, question.ipProtocol, port: question.port)
          row.append(try program.decide(Connection(packet), isTracing: false).verdict == .allowed)
        }
        rows.append(row)
      }
      result.append(rows)
    }
    return result
  }
}

extension ProbeMatrix.Question {
  fileprivate var isSendable: Bool {
    [.tcp, .udp, .sctp].contains(ipProtocol) && port > 0 || ipProtocol == .icmp && port == 8 << 8
      || ipProtocol == .icmpv6 && port == 128 << 8
  }
}

extension LabPlan {
  /// Whether an address is no part of the cluster.
  func isOutside(_ address: IPAddress) -> Bool { place(of: address) == Self.outside }
}
