public import Backend
public import Traffic

/// Connections on which contenders differ: every source to every target, on some traffic, in one scope.
public struct Difference: Sendable {
  /// Which of the pairs are meant.
  public enum Scope: String, Hashable, Sendable {
    /// All of them.
    case all
    /// Those on one node.
    case sameNode
    /// Those on different nodes, or with an end outside.
    case otherNodes
  }

  /// The sources, as indices of the comparison's ends.
  public var sources: [Int]
  /// The targets, likewise; an end that is in both is not meant as its own target.
  public var targets: [Int]
  /// Which pairs of them.
  public var scope: Scope
  /// On what.
  public var traffic: TrafficSet
  /// What each contender says.
  public var isAllowed: [Bool]
  /// A packet that shows it.
  public var witness: Witness
  /// Why; `nil` until `Explanation` has looked for it.
  public var cause: Cause?

  /// How many ordered pairs of ends it is about.
  public var pairCount: Int {
    sources.count * targets.count
  }
}

/// A packet on which contenders differ.
public struct Witness: Hashable, Sendable {
  /// Its source, as an index of the comparison's ends.
  public var source: Int
  /// Its target, likewise.
  public var target: Int
  /// The protocol.
  public var ipProtocol: IPProtocol
  /// The port; type and code for ICMP.
  public var port: UInt16
}

/// Why contenders differ.
public struct Cause: Hashable, Sendable {
  /// The known deviation; `nil` where the cause is none of the known ones.
  public var deviation: Deviation?
  /// The contender whose doing it is; `nil` where that is not known.
  public var contender: String?
  /// In words, with the engine's chain and rule where there is one.
  public var words: String
  /// The places in policies that it comes from.
  public var sources: [PolicyReference]
}
