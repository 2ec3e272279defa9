/// The name of a namespaced object: `namespace/name`.
public struct ObjectName: Hashable, Sendable {
  /// The namespace.
  public var namespace: Symbol
  /// The name within it.
  public var name: Symbol

  /// A name.
  @inlinable
  public init(_ namespace: Symbol, _ name: Symbol) { (self.namespace, self.name) = (namespace, name) }
}
