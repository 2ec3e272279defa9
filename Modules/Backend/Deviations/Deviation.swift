public import PolicyModel
internal import Traffic

/// A known way in which an engine departs from the specification, or decides what the specification leaves open.
///
/// `Docs/Differences.md` has a section for each, under its id.
public struct Deviation: Hashable, Sendable {
  /// A stable name in capitals: `NPM-NOTIN-MULTI`.
  public var id: String
  /// What it is about, in a few words.
  public var title: String
  /// What the engine does, in one sentence.
  public var explanation: String

  /// A deviation.
  public init(_ id: String, title: String, explanation: String) {
    self.id = id
    self.title = title
    self.explanation = explanation
  }
}

/// A packet on which an engine and the specification, or another engine, disagree.
public struct DeviationQuestion: Sendable {
  /// The cluster.
  public var cluster: Cluster
  /// Who has which address.
  public var book: AddressBook
  /// The packet, with its connection.
  public var connection: Connection
  /// What the engine makes of it, with the trace.
  public var decision: Decision
  /// What the specification makes of it, with the trace.
  public var expected: Decision
  /// The policies that the engine refuses.
  public var refusals: [Refusal]
  /// What the engine keeps from one question about this cluster to the next.
  public var memo: DeviationMemo

  /// Whether the specification leaves open what becomes of the packet: one between a pod and its own node.
  public var isLeftOpen: Bool {
    let packet = connection.packet
    switch (book.owner(of: packet.source), book.owner(of: packet.destination)) {
    case (.pod(let pod), .node(let node)), (.node(let node), .pod(let pod)): return book.node(ofPod: pod) == node
    default: return false
    }
  }

  /// A question.
  public init(
    in cluster: Cluster, _ book: AddressBook, _ connection: Connection, decision: Decision, expected: Decision
  ) {
    self.cluster = cluster
    self.book = book
    self.connection = connection
    self.decision = decision
    self.expected = expected
    refusals = []
    memo = DeviationMemo()
  }
}

/// Why an engine decides a packet as it does, as one of its known deviations.
public struct DeviationAnswer: Hashable, Sendable {
  /// The deviation.
  public var deviation: Deviation
  /// What happens to this packet, in words with chain and rule.
  public var words: String
  /// The places in policies that it comes from.
  public var sources: [PolicyReference]

  /// An answer.
  public init(_ deviation: Deviation, _ words: String, sources: [PolicyReference] = []) {
    self.deviation = deviation
    self.words = words
    self.sources = sources
  }
}
