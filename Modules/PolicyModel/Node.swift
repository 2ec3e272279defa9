public import Diagnostics
public import Traffic

/// A node of the cluster.
public struct Node: Hashable, Sendable {
  /// Its name.
  public var name: Symbol
  /// Its labels.
  public var labels: LabelSet
  /// Its internal addresses in the order listed.
  public var addresses: [IPAddress]
  /// The blocks its pods' addresses come from, if it names them.
  public var podCIDRs: [CIDR]
  /// Where it was read.
  public var position: SourcePosition

  /// A node.
  public init(
    name: Symbol, labels: LabelSet = .empty, addresses: [IPAddress] = [], podCIDRs: [CIDR] = [],
    position: SourcePosition = .none
  ) {
    self.name = name
    self.labels = labels
    self.addresses = addresses
    self.podCIDRs = podCIDRs
    self.position = position
  }
}

/// The name of a node, as text.
public struct NodeName: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name.
  public var text: String

  /// A name.
  public init(_ text: String) { self.text = text }

  /// The name.
  public var description: String { text }

  /// Byte order.
  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
