public import PolicyModel

/// A program that a Linux kernel can hold: its `.restore` texts are what ipset, iptables and ip6tables load, named after
/// these tools.
public protocol KernelProgram: DataplaneProgram {
  /// Whether kube-proxy's jumps in FORWARD stand before the engine's.
  var isBehindProxy: Bool { get }

  /// The device on the node that leads to the pod of this index in the cluster.
  func device(ofPod index: Int) -> String

  /// The rule of a policy that a line of a node's texts comes from; `nil` for the engine's own frame.
  func source(ofLine line: String, on node: NodeName) -> LineSource?
}

/// The rule of a policy that a line of a program comes from.
public struct LineSource: Hashable, Sendable, CustomStringConvertible {
  /// The policy, as `namespace/name`.
  public var policy: String
  /// The field, as `spec.ingress[0].from[1]`.
  public var path: String

  /// A source.
  public init(policy: String, path: String) { (self.policy, self.path) = (policy, path) }

  /// `"shop/web": spec.ingress[0]`.
  public var description: String { "\"\(policy)\": \(path)" }
}
