/// What `--icmp-type` names: a type with one code or every code, or any type at all.
public struct ICMPType: Hashable, Sendable {
  /// The type; `nil` is any (`--icmp-type any`).
  public var type: UInt8?
  /// The code; `nil` is every code.
  public var code: UInt8?

  /// A type, with one code or every code.
  public init(_ type: UInt8, code: UInt8? = nil) { (self.type, self.code) = (type, code) }

  private init() { (type, code) = (nil, nil) }

  /// Every type and code.
  public static let any = ICMPType()
}
