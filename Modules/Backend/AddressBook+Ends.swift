public import PolicyModel
public import Reachability
public import Traffic

extension AddressBook {
  /// The pods and nodes that have an address of a family, as ends of connections: pods in the cluster's order, then
  /// nodes by name, each once for each of its addresses.
  ///
  /// Pods on their node's network, finished ones and those whose address another pod has are not among them: ask
  /// `owner(of:)` who stands for them.
  public func ends(_ family: AddressFamily) -> [End] {
    let owned = all.filter { $0.address.family == family }.map { address, owner in
      switch owner {
      case .pod(let index): End(.pod(index), address: address, node: node(ofPod: index))
      case .node(let index): End(.node(index), address: address, node: index)
      }
    }
    return owned.sorted { Self.key($0) < Self.key($1) }
  }

  private static func key(_ end: End) -> (Int, Int, IPAddress) {
    switch end.kind {
    case .pod(let index): (0, index, end.address)
    case .node(let index): (1, index, end.address)
    case .outside: (2, 0, end.address)
    }
  }
}
