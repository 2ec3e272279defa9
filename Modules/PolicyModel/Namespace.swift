public import Diagnostics

/// A namespace of the cluster.
public struct Namespace: Hashable, Sendable {
  /// Its name.
  public var name: Symbol
  /// Its labels, `kubernetes.io/metadata.name` included.
  public var labels: LabelSet
  /// Whether the input has a Namespace object; otherwise an object named it.
  public var isDeclared: Bool
  /// Whether it has a deletion timestamp.
  public var isBeingDeleted: Bool
  /// Where it was read.
  public var position: SourcePosition

  /// A namespace.
  public init(
    name: Symbol, labels: LabelSet, isDeclared: Bool = true, isBeingDeleted: Bool = false,
    position: SourcePosition = .none
  ) {
    self.name = name
    self.labels = labels
    self.isDeclared = isDeclared
    self.isBeingDeleted = isBeingDeleted
    self.position = position
  }
}
