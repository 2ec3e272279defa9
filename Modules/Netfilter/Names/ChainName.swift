/// The name of a chain: at most 28 bytes when it comes from text; case matters.
public struct ChainName: Hashable, Sendable {
  /// The name as iptables writes it.
  public var text: String

  /// Wraps a name without checking it; the kernel takes at most 28 bytes.
  public init(_ text: String) { self.text = text }

  /// The longest name that iptables takes, in bytes.
  public static let maximumLength = 28
}

extension ChainName: Comparable {
  /// Byte order, in which `iptables-save` lists the chains that are not the kernel's own.
  public static func < (left: Self, right: Self) -> Bool {
    let (left, right) = (left.text.utf8.span, right.text.utf8.span)
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return left[index] < right[index]
    }
    return left.count < right.count
  }
}

extension ChainName: ExpressibleByStringLiteral, CustomStringConvertible {
  /// A name written in the program itself.
  public init(stringLiteral text: String) { self.init(text) }

  /// The name.
  public var description: String { text }
}
