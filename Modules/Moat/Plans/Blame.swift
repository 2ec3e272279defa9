public import Diagnostics
public import History
internal import PolicyModel

/// Which revision each part of a policy is from.
public struct Blame: Sendable {
  /// One part.
  public struct Line: Hashable, Sendable {
    /// The field: `spec.podSelector`, `spec.policyTypes`, `spec.ingress[0]`.
    public var path: String
    /// The revision since which the policy has it without a break.
    public var revision: Int
    /// Where it is now, as recorded.
    public var place: Place
  }

  /// The parts in the policy's order.
  public var lines: [Line] = []

  /// Looks through all versions of a policy, which ascend, up to one revision; costs O(versions).
  public init(_ versions: [ObjectVersion], at revision: Int) throws(HistoryError) {
    let past = versions.filter { $0.first <= revision }
    guard let last = past.last, last.last.map({ $0 >= revision }) ?? true else { return }
    var parts: [(first: Int, last: Int?, parts: [(path: String, text: String)])] = []
    for version in past { parts.append((version.first, version.last, Self.parts(of: version.object))) }
    var assembler = ClusterAssembler()
    try assembler.add(last.object)
    let cluster = assembler.cluster()
    guard let policy = cluster.policies.first, let current = parts.last?.parts else { return }
    for part in current {
      var since = last.first
      for earlier in parts.dropLast().reversed() {
        // A rule is the same wherever it stands among the rules of its direction.
        guard earlier.last == since - 1, earlier.parts.contains(where: { Self.isSame($0, part) }) else { break }
        since = earlier.first
      }
      let place = cluster.files.place(of: Self.position(part.path, in: policy))
      lines.append(Line(path: part.path, revision: since, place: place))
    }
  }

  private static func isSame(_ left: (path: String, text: String), _ right: (path: String, text: String)) -> Bool {
    left.path.prefix { $0 != "[" } == right.path.prefix { $0 != "[" } && left.text == right.text
  }

  /// The parts of a stored policy as their canonical text.
  private static func parts(of object: StoredObject) -> [(path: String, text: String)] {
    object.fields("spec").flatMap { field -> [(path: String, text: String)] in
      guard field.name == "ingress" || field.name == "egress" else { return [("spec.\(field.name)", field.text)] }
      return field.elements.enumerated().map { ("spec.\(field.name)[\($0.offset)]", $0.element) }
    }.sorted { order($0.path) < order($1.path) }
  }

  private static func order(_ path: String) -> Int {
    let names = ["spec.podSelector", "spec.policyTypes", "spec.ingress", "spec.egress"]
    return names.firstIndex { path.hasPrefix($0) } ?? names.count
  }

  private static func position(_ path: String, in policy: NetworkPolicy) -> SourcePosition {
    let index = path.split(separator: "[").last.flatMap { Int($0.dropLast()) }
    switch (path.hasPrefix("spec.ingress"), path.hasPrefix("spec.egress"), index) {
    case (true, _, let index?) where policy.ingress.indices.contains(index): return policy.ingress[index].position
    case (_, true, let index?) where policy.egress.indices.contains(index): return policy.egress[index].position
    default: return path == "spec.podSelector" ? policy.podSelector.position : policy.position
    }
  }
}
