/// The two sides of a connection.
public enum Side: UInt8, Hashable, Sendable, CaseIterable {
  /// Where it begins.
  case source
  /// Where it goes.
  case destination

  /// The other one.
  public var other: Side { self == .source ? .destination : .source }
}

/// One stage of a decision: class × class → outcome, with equal rows held once.
public struct DecisionTable: Sendable {
  /// The side whose classes choose the row; the other side's classes choose the part of it.
  public var side: Side
  /// The row of each class of `side`.
  public internal(set) var rowOf: [Int32] = []
  /// The rows, each once.
  public internal(set) var rows = Numbering<DecisionRow>()

  /// A stage without rows.
  init(side: Side) { self.side = side }
}

/// What a stage says for one class of its side: disjoint sets of classes of the other side, each with an outcome.
public struct DecisionRow: Hashable, Sendable {
  /// Classes with one outcome.
  public struct Part: Hashable, Sendable {
    /// The number of the set of classes.
    public var classes: Int32
    /// The number of the outcome.
    public var outcome: Int32
  }

  /// The sets, disjoint.
  public var parts: [Part]
  /// The outcome for every class that is in no part.
  public var rest: Int32
}

/// What a stage says of one pair of classes; what is in neither part is denied.
public struct Outcome: Hashable, Sendable {
  /// Traffic that a later stage decides.
  public struct Onward: Hashable, Sendable {
    /// Which traffic, as a number in the pool.
    public var traffic: TrafficPool.ID
    /// The index of the stage.
    public var table: Int32
  }

  /// Traffic that passes, as a number in the pool.
  public var allowed: TrafficPool.ID
  /// Traffic for later stages: pairwise disjoint, and apart from `allowed`; by stage.
  public var onward: [Onward]
}
