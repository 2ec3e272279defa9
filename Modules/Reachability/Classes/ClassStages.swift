/// Which stages decide about connections of a class, on which way; -1 where nothing is asked and all passes.
public struct ClassStages: Hashable, Sendable {
  /// What the ends of the class are.
  public enum Kind: UInt8, Hashable, Sendable {
    /// Pods.
    case pod
    /// Nodes.
    case node
    /// Neither.
    case outside

    /// What an end is.
    public init(_ end: End) {
      self =
        switch end.kind {
        case .pod: .pod
        case .node: .node
        case .outside: .outside
        }
    }
  }

  /// What the ends of the class are.
  public var kind: Kind
  /// Leaving their node.
  public var leaving: Int32 = -1
  /// Coming from another node or the outside.
  public var arriving: Int32 = -1
  /// From a pod to another pod of its node, asked of the source.
  public var leavingToNeighbour: Int32 = -1
  /// The same, asked of the destination.
  public var arrivingFromNeighbour: Int32 = -1
  /// From a pod to its own node.
  public var toOwnNode: Int32 = -1
  /// From a node to a pod of its own.
  public var fromOwnNode: Int32 = -1
  /// From an address of a node to another of its own.
  public var withinNode: Int32 = -1

  /// A class that nothing is asked about.
  public init(_ kind: Kind) { self.kind = kind }
}

/// The stages, at most two, that must all let a connection pass; -1 is none.
public struct StagePair: Sendable {
  /// What is asked first.
  public var first: Int32
  /// What is asked then.
  public var second: Int32

  /// What is asked about a connection between ends of two classes.
  public init(from source: ClassStages, to target: ClassStages, isSameNode: Bool) {
    (first, second) = (source.leaving, target.arriving)
    if isSameNode {
      switch (source.kind, target.kind) {
      case (.pod, .pod): (first, second) = (source.leavingToNeighbour, target.arrivingFromNeighbour)
      case (.pod, .node): (first, second) = (source.toOwnNode, -1)
      case (.node, .pod): (first, second) = (target.fromOwnNode, -1)
      case (.node, .node): (first, second) = (source.withinNode, -1)
      default: (first, second) = (-1, -1)
      }
    }
    if second == first { second = -1 }
  }
}
