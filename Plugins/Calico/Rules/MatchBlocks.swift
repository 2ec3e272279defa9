internal import Netfilter
internal import Traffic

/// Rules before a rule that say in a bit of the mark whether all conditions hold that one line cannot say.
///
/// A line has one block of source and one of destination addresses, and one list of ports. What is more is written as
/// lines of which one must match (ports, addresses), or none (exceptions). Source: `felix/rules/policy.go`.
struct MatchBlocks {
  private(set) var rules: [Rule] = []
  private let marks: Marks
  private let origin: Origin
  private var hasPositive = false

  init(marks: Marks, origin: Origin) { (self.marks, self.origin) = (marks, origin) }

  /// Whether there are any.
  var areUsed: Bool { !rules.isEmpty }

  /// One of these lists of conditions must hold.
  mutating func requireOne(of alternatives: [[Match]]) {
    begin(with: 0)
    // The first block has the bit for itself; later ones are and-ed to it.
    let bit = hasPositive ? marks.thisBlock : marks.allBlocks
    for matches in alternatives { append(matches, .set(bit)) }
    if hasPositive { append([.isClear(marks.thisBlock)], .clear(marks.allBlocks)) }
    hasPositive = true
  }

  /// None of these conditions may hold.
  mutating func forbid(_ matches: [Match]) {
    begin(with: marks.allBlocks)
    for match in matches { append([match], .clear(marks.allBlocks)) }
  }

  private mutating func begin(with value: UInt32) {
    guard rules.isEmpty else { return }
    append([], .mark(.set(value, mask: marks.allBlocks | marks.thisBlock)))
  }

  private mutating func append(_ matches: [Match], _ target: Target) {
    rules.append(Rule(matches, target, origin: origin))
  }
}
