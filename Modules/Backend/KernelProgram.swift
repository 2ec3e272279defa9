public import PolicyModel

/// A program that a Linux kernel can hold: its `.restore` texts are what ipset, iptables and ip6tables load, named after
/// these tools.
public protocol KernelProgram: DataplaneProgram {
  /// Whether kube-proxy's jumps in FORWARD stand before the engine's.
  var isBehindProxy: Bool { get }

  /// The device on the node that leads to the pod of this index in the cluster.
  func device(ofPod index: Int) -> String

  /// The rule of a policy that a line of a node's texts comes from; `nil` for the engine's own frame.
  func source(ofLine line: String, on node: NodeName) -> PolicyReference?
}
