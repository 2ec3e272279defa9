public import Traffic

/// Who has which address in a cluster.
///
/// Pods come before nodes; of pods that share an address, the first that still runs has it; a host-network pod's address
/// is its node's.
public struct AddressBook: Sendable {
  /// Who has an address.
  public enum Owner: Hashable, Sendable {
    /// A pod with a network of its own, by its index in the cluster.
    case pod(Int)
    /// A node, by its index in `nodes`.
    case node(Int)
  }

  /// The names of all nodes that have an address or a pod, ascending.
  public let nodes: [NodeName]
  private let owners: [IPAddress: Owner]
  private let nodeOfPod: [Int32]

  /// The addresses of a cluster; costs O(pods + nodes).
  public init(_ cluster: Cluster) {
    nodes = cluster.nodeNames
    let indices = Dictionary(nodes.enumerated().map { ($1.text, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    var symbols: [Symbol: Int32] = [:]
    let node = { (symbol: Symbol) -> Int32 in
      if let known = symbols[symbol] { return known }
      let found = indices[cluster.text(symbol)] ?? -1
      symbols[symbol] = found
      return found
    }
    var owners: [IPAddress: Owner] = [:]
    owners.reserveCapacity(cluster.pods.count + nodes.count)
    var nodeOfPod: [Int32] = []
    nodeOfPod.reserveCapacity(cluster.pods.count)
    for (index, pod) in cluster.pods.enumerated() {
      nodeOfPod.append(pod.node.map(node) ?? (indices.isEmpty ? -1 : 0))
      guard !pod.isHostNetwork, !pod.phase.isOver else { continue }
      for address in pod.addresses where owners[address] == nil { owners[address] = .pod(index) }
    }
    for declared in cluster.nodes {
      let index = Int(node(declared.name))
      for address in declared.addresses where index >= 0 && owners[address] == nil { owners[address] = .node(index) }
    }
    for (index, pod) in cluster.pods.enumerated() where pod.isHostNetwork && nodeOfPod[index] >= 0 {
      for address in pod.addresses where owners[address] == nil { owners[address] = .node(Int(nodeOfPod[index])) }
    }
    self.owners = owners
    self.nodeOfPod = nodeOfPod
  }

  /// Who has the address; `nil` for one outside the cluster.
  public func owner(of address: IPAddress) -> Owner? { owners[address] }

  /// All addresses with their owners, in no order.
  public var all: [(address: IPAddress, owner: Owner)] { owners.map { ($0.key, $0.value) } }

  /// The index in `nodes` of a pod's node; the first node for a pod that is on none, `nil` if there is no node at all.
  public func node(ofPod index: Int) -> Int? { nodeOfPod[index] < 0 ? nil : Int(nodeOfPod[index]) }
}
