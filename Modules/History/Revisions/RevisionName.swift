/// A revision as a user names it.
public struct RevisionName: Hashable, Sendable {
  private enum Base: Hashable {
    case last
    case number(Int)
    case digest(String)
    case time(Instant)
  }

  /// The name as written.
  public let text: String
  private let base: Base
  private let back: Int

  /// Reads `12`, the beginning of a digest (4 digits or more), `@{2026-11-01}`, `@{2026-11-01 12:30}`, and any of them
  /// with `~n` behind it, or `~n` alone: n revisions before the last. A date alone is its last second, in UTC.
  public init(_ text: String) throws(HistoryError) {
    self.text = text
    var rest = Substring(text)
    var back = 0
    if let tilde = rest.lastIndex(of: "~") {
      let number = rest[rest.index(after: tilde)...]
      guard let value = number.isEmpty ? 1 : Int(number), value >= 0 else { throw .badRevision(text) }
      back = value
      rest = rest[..<tilde]
      guard !rest.contains("~") else { throw .badRevision(text) }
    } else if rest.isEmpty {
      throw .badRevision(text)
    }
    self.back = back
    if rest.isEmpty {
      base = .last
    } else if rest.hasPrefix("@{"), rest.hasSuffix("}") {
      guard let time = Instant(rest.dropFirst(2).dropLast(), isEnd: true) else { throw .badRevision(text) }
      base = .time(time)
    } else if rest.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(rest) {
      base = .number(number)
    } else {
      let digits = rest.lowercased()
      guard digits.utf8.count >= 4, digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
      else { throw .badRevision(text) }
      base = .digest(digits)
    }
  }

  /// The revision among all of a cluster, which ascend by number; throws where there is none, or more than one.
  func find(in revisions: [RevisionRow], cluster: String) throws(HistoryError) -> RevisionRow {
    guard let first = revisions.first, let last = revisions.last else { throw .noRevisions(cluster) }
    var found: RevisionRow?
    switch base {
    case .last: found = last
    case .number(let number):
      found = revisions.first { $0.number == number }
      if found == nil, String(number).utf8.count >= 4 {
        found = try digest(String(text.prefix { $0 != "~" }), in: revisions)
      }
    case .digest(let digits): found = try digest(digits, in: revisions)
    case .time(let time):
      found = revisions.last { $0.time <= time }
      if found == nil { throw .beforeFirst(text, cluster, first: first.time) }
    }
    guard let found, let result = revisions.first(where: { $0.number == found.number - back }) else {
      throw .unknownRevision(text, cluster, last: last.number)
    }
    return result
  }

  private func digest(_ digits: String, in revisions: [RevisionRow]) throws(HistoryError) -> RevisionRow? {
    let found = revisions.filter { $0.digest.description.hasPrefix(digits) }
    guard found.count <= 1 else { throw .ambiguousRevision(text, found.map(\.number)) }
    return found.first
  }
}
