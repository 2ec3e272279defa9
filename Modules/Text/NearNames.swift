/// Names that were probably meant by one that nothing has.
public struct NearNames: Hashable, Sendable {
  /// The names, the nearest first; three at most.
  public let names: [String]

  /// Those of `names` that are `text` but for case or at most two edits away, or that `isAlike` takes for it; costs
  /// O(names).
  public init(
    to text: String, among names: some Sequence<String>, isAlike: (String) -> Bool = { _ in false }
  ) {
    let lower = text.lowercased()
    let limit = min(2, text.utf8.count / 3)
    var found: [(distance: Int, name: String)] = []
    for name in names {
      let distance = editDistance(lower, name.lowercased(), limit: limit)
      if distance <= limit || isAlike(name) { found.append((distance, name)) }
    }
    self.names = found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// `did you mean shop/web or shop/db?`; `nil` where there is nothing near.
  public var question: String? {
    guard let last = names.last else { return nil }
    let others = names.dropLast().joined(separator: ", ")
    return "did you mean \(others.isEmpty ? "" : "\(others) or ")\(last)?"
  }
}
