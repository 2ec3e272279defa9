public import Traffic

/// One end of connections: a pod, a node, or a part of the outside that no rule tells apart.
public struct End: Hashable, Sendable {
  /// What it is; pods and nodes by an index that the cluster's reader gave.
  public enum Kind: Hashable, Sendable {
    /// A pod, by its index in the cluster.
    case pod(Int)
    /// A node, by its index among the names of the nodes.
    case node(Int)
    /// All of `block` save `holes` and the addresses of pods and nodes.
    case outside(block: CIDR, holes: [CIDR])
  }

  /// What it is.
  public let kind: Kind
  /// Its address; of an outside part, one of its addresses.
  public let address: IPAddress
  /// The index of the node that it is on, or is; `nil` outside the cluster.
  public let node: Int?

  /// An end.
  public init(_ kind: Kind, address: IPAddress, node: Int?) {
    (self.kind, self.address, self.node) = (kind, address, node)
  }

  /// The name of a part of the outside, as in `10.0.0.0/8 except 10.1.0.0/16`; `nil` for pods and nodes.
  public var outsideName: String? {
    guard case .outside(let block, let holes) = kind else { return nil }
    return block.description + (holes.isEmpty ? "" : " except " + holes.map(\.description).joined(separator: ", "))
  }

  /// Whether it is no part of the cluster.
  public var isOutside: Bool {
    if case .outside = kind { true } else { false }
  }
}
