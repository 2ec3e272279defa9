/// A name, label key or label value, interned: equal texts have equal symbols in one `SymbolTable`.
public struct Symbol: Hashable, Sendable, RawRepresentable {
  /// The index in the table that made it.
  public let rawValue: UInt32

  /// The symbol with this index.
  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The empty text; every table holds it.
  public static let empty = Symbol(rawValue: 0)
}
