/// A label: a key with a value, which may be empty.
public struct Label: Hashable, Sendable {
  /// The key, prefix included.
  public var key: Symbol
  /// The value.
  public var value: Symbol

  /// A label.
  @inlinable
  public init(_ key: Symbol, _ value: Symbol) { (self.key, self.value) = (key, value) }
}

/// The labels of one object, in ascending byte order of their keys' texts, each key once.
///
/// Pods that a workload stamped out share one array.
public struct LabelSet: Hashable, Sendable {
  /// The labels, by key.
  public let labels: [Label]

  /// The given labels, which must be in key order and without repeated keys.
  public init(sorted labels: [Label]) { self.labels = labels }

  /// No labels.
  public static let empty = LabelSet(sorted: [])

  /// The value of `key`, if the object has the label.
  public func value(of key: Symbol) -> Symbol? { labels.first { $0.key == key }?.value }

  /// Whether the object has this very label.
  public func contains(_ label: Label) -> Bool { labels.contains(label) }
}
