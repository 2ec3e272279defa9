/// The name of a set: at most 31 bytes when it comes from text; case matters.
public struct SetName: Hashable, Sendable {
  /// The name as ipset writes it.
  public var text: String

  /// Wraps a name without checking it; the kernel takes at most 31 bytes.
  public init(_ text: String) { self.text = text }

  /// The longest name that ipset takes, in bytes.
  public static let maximumLength = 31
}

extension SetName: Comparable {
  /// Byte order.
  public static func < (left: Self, right: Self) -> Bool { left.text.utf8.lexicographicallyPrecedes(right.text.utf8) }
}

extension SetName: ExpressibleByStringLiteral, CustomStringConvertible {
  /// A name written in the program itself.
  public init(stringLiteral text: String) { self.init(text) }

  /// The name.
  public var description: String { text }
}
