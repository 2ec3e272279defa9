public import Text

/// An inclusive range of port numbers.
public struct PortRange: Hashable, Sendable {
  /// The first port.
  public var lower: UInt16
  /// The last port, never below `lower` in a range that can match.
  public var upper: UInt16

  /// The ports from `lower` to `upper`, both included.
  @inlinable
  public init(_ lower: UInt16, _ upper: UInt16) { (self.lower, self.upper) = (lower, upper) }

  /// One port.
  @inlinable
  public init(_ port: UInt16) { self.init(port, port) }

  /// Ports 0–65535.
  public static let all = PortRange(0, .max)

  /// Whether `port` lies in the range.
  @inlinable
  public func contains(_ port: UInt16) -> Bool { port >= lower && port <= upper }
}

extension PortRange: CustomStringConvertible {
  /// `80` or `8000:8080`, as iptables writes it.
  public var description: String { lower == upper ? "\(lower)" : "\(lower):\(upper)" }
}

extension TextBuffer {
  /// Appends `80` or `8000:8080`.
  public mutating func append(_ range: PortRange) {
    append(decimal: range.lower)
    if range.lower != range.upper {
      append(byte: UInt8(ascii: ":"))
      append(decimal: range.upper)
    }
  }
}
