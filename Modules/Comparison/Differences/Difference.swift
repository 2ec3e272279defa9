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

  /// The sources in groups of ends that can stand for each other.
  var sourceGroups: [[Int]]
  /// The targets, likewise.
  var targetGroups: [[Int]]
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

  /// The sources, as indices of the comparison's ends, ascending.
  public var sources: [Int] { sourceGroups.joined().sorted() }
  /// The targets, likewise; an end that is in both is not meant as its own target.
  public var targets: [Int] { targetGroups.joined().sorted() }
}

extension [JointEnd] {
  /// A pair of different ends out of two groups in a scope; `nil` if there is none.
  func pair(_ sources: [Int], _ targets: [Int], _ scope: Difference.Scope) -> (Int, Int)? {
    for left in sources {
      for right in targets where left != right {
        let isSame = self[left].nodes.last == self[right].nodes.last && self[left].nodes.last != .some(nil)
        if scope == .all || (scope == .sameNode) == isSame { return (left, right) }
      }
    }
    return nil
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
