/// Where a rule or a set comes from, as indexes: sixteen bytes less than names would take, and no reference counting.
///
/// Text cannot carry it, so it has no part in the equality of rules and sets.
public struct Origin: Hashable, Sendable {
  /// Whose traffic a policy's rule is about.
  public enum Direction: UInt8, Hashable, Sendable {
    /// Traffic to the policy's pods.
    case ingress
    /// Traffic from the policy's pods.
    case egress
  }

  private var policyIndex: UInt32
  private var ruleIndex: UInt16
  private var peerIndex: UInt16
  private var directionCode: UInt8

  /// Not from a policy: the engine's own frame.
  public static let none = Origin(policyIndex: .max, ruleIndex: .max, peerIndex: .max, directionCode: .max)

  /// From the policy with this index in the cluster; `rule` and `peer` count from 0 as in the manifest, below 65535.
  public init(policy: UInt32, direction: Direction? = nil, rule: Int? = nil, peer: Int? = nil) {
    self.init(
      policyIndex: policy, ruleIndex: rule.map { UInt16(clamping: $0) } ?? .max,
      peerIndex: peer.map { UInt16(clamping: $0) } ?? .max, directionCode: direction?.rawValue ?? .max)
  }

  private init(policyIndex: UInt32, ruleIndex: UInt16, peerIndex: UInt16, directionCode: UInt8) {
    (self.policyIndex, self.ruleIndex, self.peerIndex) = (policyIndex, ruleIndex, peerIndex)
    self.directionCode = directionCode
  }

  /// The policy's index in the cluster's policies.
  public var policy: UInt32? { policyIndex == .max ? nil : policyIndex }

  /// Ingress or egress, if the rule belongs to one of them.
  public var direction: Direction? { Direction(rawValue: directionCode) }

  /// The index in `spec.ingress` or `spec.egress`.
  public var rule: Int? { ruleIndex == .max ? nil : Int(ruleIndex) }

  /// The index in the rule's `from` or `to`.
  public var peer: Int? { peerIndex == .max ? nil : Int(peerIndex) }
}
