public import Traffic

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
  /// The side whose classes choose the row; the other side's classes choose the place in it.
  public var side: Side
  /// The row of each class of `side`; -1 where the stage is never asked.
  public var rowOf: [Int32]
  /// The rows: for each class of the other side the index of an outcome.
  public var rows: [[Int32]]

  /// A stage.
  public init(side: Side, rowOf: [Int32], rows: [[Int32]]) {
    (self.side, self.rowOf, self.rows) = (side, rowOf, rows)
  }
}

/// What a stage says of one pair of classes; what is in neither part is denied.
public struct Outcome: Hashable, Sendable {
  /// Traffic that a later stage decides.
  public struct Onward: Hashable, Sendable {
    /// Which traffic.
    public var traffic: TrafficSet
    /// The index of the stage.
    public var table: Int

    /// Traffic for a later stage.
    public init(_ traffic: TrafficSet, to table: Int) { (self.traffic, self.table) = (traffic, table) }
  }

  /// Traffic that passes.
  public var allowed: TrafficSet
  /// Traffic for later stages: pairwise disjoint, and apart from `allowed`.
  public var onward: [Onward]

  /// An outcome.
  public init(allowed: TrafficSet, onward: [Onward] = []) { (self.allowed, self.onward) = (allowed, onward) }
}
