public import Traffic

/// An end of connections that all contenders have: a pod, a node, or a part of the outside.
public struct JointEnd: Hashable, Sendable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    /// A pod of a namespace, and its workload if it has one.
    case pod(namespace: String, workload: String?)
    /// A node.
    case node
    /// A part of the outside that some contender tells apart.
    case outside
  }

  /// `namespace/pod`, `node/name`, or a block of addresses.
  public var name: String
  /// What it is.
  public var kind: Kind
  /// Its index among the ends of each contender.
  public var ends: [Int]
  /// Its address for each contender; of a part of the outside, one that lies in it under all of them.
  public var addresses: [IPAddress]
  /// Its node for each contender, if it is on one.
  public var nodes: [Int?]
}
