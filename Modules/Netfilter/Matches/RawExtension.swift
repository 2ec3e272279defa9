/// A match or target that Moat does not know, with its words as they were written.
///
/// Equality looks at the words, not at their quoting.
public struct RawExtension: Sendable {
  /// The module: `statistic`, `MASQUERADE`.
  public var module: String
  /// What follows the module's name, quotes and backslashes included; possibly nothing.
  public var arguments: String

  /// An extension with its arguments as text.
  public init(_ module: String, _ arguments: String = "") { (self.module, self.arguments) = (module, arguments) }
}
