/// How a rule was written where one value has several spellings; no part of equality.
public struct RuleSpelling: OptionSet, Hashable, Sendable {
  /// One bit for each habit.
  public let rawValue: UInt8

  /// A set of habits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `-p 17` instead of `-p udp`; Felix writes so where it has the number.
  public static let protocolNumber = RuleSpelling(rawValue: 1)
  /// The line is in Azure NPM's dialect.
  public static let npm = RuleSpelling(rawValue: 2)
  /// The line is in Felix' dialect.
  public static let felix = RuleSpelling(rawValue: 4)
}
