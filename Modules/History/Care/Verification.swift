/// What a look at every part of a history found.
public struct Verification: Hashable, Sendable {
  /// A cluster's revisions: which are whole and which are not.
  public struct Cluster: Hashable, Sendable {
    /// The cluster.
    public var name: String
    /// The revisions that are there with every object, ascending.
    public var whole: [Int]
    /// The others with what is wrong.
    public var broken: [(number: Int, reason: String)]

    /// Equal parts.
    public static func == (left: Self, right: Self) -> Bool {
      left.name == right.name && left.whole == right.whole
        && left.broken.elementsEqual(right.broken) { $0.number == $1.number && $0.reason == $1.reason }
    }

    /// By what `==` looks at.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  /// What is wrong with the file itself, and with objects; each a line.
  public var problems: [String] = []
  /// The clusters by name.
  public var clusters: [Cluster] = []
  /// How many objects are stored whole.
  public var objectCount = 0
  /// How many stored objects are not what their digest says.
  public var brokenObjects = 0

  /// Whether nothing at all is wrong.
  public var isSound: Bool { problems.isEmpty && brokenObjects == 0 && clusters.allSatisfy(\.broken.isEmpty) }
}
