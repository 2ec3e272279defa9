/// One line of a chain: its conditions, what to do, and where it comes from.
///
/// Rules are equal if the kernel cannot tell them apart: the order of the header's matches, quoting, a missing `/32`,
/// host bits, `--set-mark` for `--set-xmark` and a comment's bytes after the 255th make no difference.
///
///     let rule = Rule([.protocol(.tcp), .destinationPort(PortRange(80)), .set("web", .src)], .accept)
public struct Rule: Sendable {
  /// The conditions in the order written; all must hold.
  public var matches: [Match]
  /// What happens then; a rule without target only counts.
  public var target: Target?
  /// The policy's line that it comes from.
  public var origin: Origin
  /// How it was written.
  public var spelling: RuleSpelling
  /// Packets and bytes that have matched, if a dump said so; no part of equality.
  public var counters: Counters?

  /// A rule of the program; parsing sets the spelling and the counters.
  public init(
    _ matches: [Match] = [], _ target: Target? = nil, origin: Origin = .none, spelling: RuleSpelling = []
  ) {
    (self.matches, self.target, self.origin, self.spelling) = (matches, target, origin, spelling)
    counters = nil
  }
}
