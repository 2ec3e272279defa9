internal import PolicyModel
internal import Traffic

extension Cluster {
  /// The same cluster with the made-up addresses and nodes of its pods made to fit beside another state: a pod that was
  /// there keeps what it had, a new one gets an address that nobody has.
  func settled(beside other: Cluster, block: CIDR?) -> Cluster {
    guard pods.contains(where: \.isSynthetic), !other.pods.isEmpty || !other.nodes.isEmpty else { return self }
    var known: [String: Pod] = [:]
    var taken: Set<IPAddress> = []
    for pod in other.pods {
      if pod.isSynthetic { known[other.text(pod.id)] = pod }
      taken.formUnion(pod.addresses)
    }
    for pod in pods where !pod.isSynthetic { taken.formUnion(pod.addresses) }
    for node in nodes + other.nodes { taken.formUnion(node.addresses) }
    var symbols = symbols
    let otherNodes = nodes.isEmpty ? other.nodes.map { symbols.intern(other.text($0.name)) } : []
    var supply = FreeAddresses(block, taken: taken)
    var result = pods
    for index in result.indices where result[index].isSynthetic && !result[index].isHostNetwork {
      if let before = known[text(result[index].id)] {
        result[index].addresses = before.addresses
        result[index].node = before.node.map { symbols.intern(other.text($0)) }
        continue
      }
      if !otherNodes.isEmpty { result[index].node = otherNodes[index % otherNodes.count] }
      guard result[index].addresses.contains(where: taken.contains) else {
        taken.formUnion(result[index].addresses)
        continue
      }
      result[index].addresses = supply.next(besides: taken).map { [$0] } ?? []
      taken.formUnion(result[index].addresses)
    }
    return Cluster(
      symbols: symbols, files: files, namespaces: namespaces, pods: result, nodes: nodes, services: services,
      policies: policies)
  }
}

/// The addresses of a block that nobody has, ascending.
private struct FreeAddresses {
  private var next: IPv4Address
  private let last: IPv4Address

  init(_ block: CIDR?, taken: Set<IPAddress>) {
    var chosen = CIDRv4(IPv4Address(rawValue: 0x0af4_0000), length: 16)
    if case .v4(let block)? = block?.masked { chosen = block }
    next = IPv4Address(rawValue: chosen.first.rawValue &+ 1)
    last = chosen.last
  }

  mutating func next(besides taken: Set<IPAddress>) -> IPAddress? {
    while next.rawValue < last.rawValue {
      let address = IPAddress.v4(next)
      next = IPv4Address(rawValue: next.rawValue + 1)
      if !taken.contains(address) { return address }
    }
    return nil
  }
}
