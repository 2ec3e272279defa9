internal import PolicyModel
internal import Traffic

/// One end of a connection.
struct Endpoint {
  /// The pod's index in the cluster; `nil` for nodes, host-network pods and what is outside.
  var pod: Int?
  /// The index of the node that it is on, or is.
  var node: Int?

  /// Whether the two are a pod and its own node, in either order.
  func isOwnNode(of other: Endpoint) -> Bool {
    guard let node, node == other.node else { return false }
    return (pod == nil) != (other.pod == nil)
  }
}

extension Endpoint {
  /// Who has an address; neither pod nor node for one outside the cluster.
  init(_ address: IPAddress, in book: AddressBook) {
    switch book.owner(of: address) {
    case .pod(let index): self.init(pod: index, node: book.node(ofPod: index))
    case .node(let index): self.init(node: index)
    case nil: self.init()
    }
  }
}
