internal import Netfilter
internal import PolicyModel
internal import Traffic

/// A policy as Felix works with it: selectors read, and the sets that stand for them known.
struct CompiledPolicy {
  /// The policy's index in the cluster.
  let index: UInt32
  let identity: PolicyIdentity
  let types: [NetworkPolicy.Direction]
  /// The pods that it is about, its namespace included.
  let selector: Selector
  /// The normal form of the selector.
  let selectorText: String
  /// A number that policies with one selector share.
  var selectorNumber = 0
  var ingress: [CompiledRule] = []
  var egress: [CompiledRule] = []
  /// The sets that it needs, by their places in the catalog; each once.
  var sets: [Int] = []

  /// The rules of one direction.
  func rules(_ direction: Origin.Direction) -> [CompiledRule] { direction == .ingress ? ingress : egress }

  /// Whether it isolates in a direction.
  func governs(_ direction: Origin.Direction) -> Bool {
    types.contains(direction == .ingress ? .ingress : .egress)
  }
}

/// A rule with sets in place of selectors and names of ports.
struct CompiledRule {
  var ipProtocol: IPProtocol?
  var nets: [CIDR]
  var notNets: [CIDR]
  /// The set of the peer's selector, by its place in the catalog.
  var peerSet: Int?
  /// Numbers of ports of the destination.
  var ports: [PortRange]
  /// The sets of named ports of the destination, by their places in the catalog.
  var portSets: [Int]
  var origin: Origin
}
