public import PolicyModel
public import Traffic

/// What kube-proxy (iptables mode) makes of connections to Services, as far as it decides what engines see.
///
/// Ready are pods that the Service selects, that run, are not being deleted and have an address; readiness probes are
/// not read. kube-proxy takes one of them at random, so that all of them are possible. Source: kube-proxy's
/// `pkg/proxy/iptables/proxier.go`.
public struct KubeProxy: Sendable {
  let cluster: Cluster
  let book: AddressBook
  private let nodeAddresses: [NodeName: [IPAddress]]

  /// The kube-proxies of a cluster's nodes; costs O(nodes).
  public init(_ cluster: Cluster, _ book: AddressBook) {
    self.cluster = cluster
    self.book = book
    nodeAddresses = Dictionary(
      cluster.nodes.map { (NodeName(cluster.text($0.name)), $0.addresses) }, uniquingKeysWith: { first, _ in first })
  }

  /// What becomes of a client's first packet to a port of a Service.
  ///
  /// `packet` has the client's address, anything for its destination, and the port that the client asks.
  public func routes(of packet: Packet, to port: ServicePort, of service: Service, by access: ServiceAccess)
    -> ServiceOutcome
  {
    let endpoints = endpoints(of: service, port, packet.source.family)
    guard !endpoints.isEmpty else { return .refused }
    switch access {
    case .name: return .routes(endpoints.map { withinCluster(packet, port, service, $0) })
    case .nodePort(let node): return outcome(of: packet, port, service, endpoints, at: node)
    case .anyNode:
      let isLocal = service.externalTraffic == .local
      let nodes = isLocal ? Set(endpoints.compactMap(\.node)).sorted() : Array(book.nodes.indices)
      var routes: [ServiceRoute] = []
      for node in nodes {
        switch outcome(of: packet, port, service, endpoints, at: node) {
        case .routes(let more): routes += more
        case .unknownAddress(let name): return .unknownAddress(name)
        case .refused, .dropped: break
        }
      }
      return routes.isEmpty ? .dropped : .routes(routes)
    }
  }

  /// An address of a node, of a family.
  func address(of node: Int, _ family: AddressFamily) -> IPAddress? {
    nodeAddresses[book.nodes[node]]?.first { $0.family == family }
  }

  /// By the Service's name, from within: the client's own node rewrites the cluster address; a headless Service has
  /// none, and its name stands for the pods themselves, with the port that was asked.
  private func withinCluster(
    _ packet: Packet, _ port: ServicePort, _ service: Service, _ endpoint: ServiceEndpoint
  ) -> ServiceRoute {
    var sent = packet
    sent.destination = endpoint.address
    if service.isHeadless { return ServiceRoute(endpoint, Connection(sent)) }
    sent.destinationPort = endpoint.port
    guard let node = node(of: packet.source) else { return ServiceRoute(endpoint, Connection(sent)) }
    // A pod that reaches itself through its own Service gets the node's address, so that the answer comes back.
    let isHairpin = packet.source == endpoint.address && isPod(packet.source)
    let translation = Translation(
      at: book.nodes[node], of: service.clusterIPs.first { $0.family == packet.source.family }, port: port.port,
      masquerade: isHairpin ? address(of: node, packet.source.family) : nil)
    return ServiceRoute(endpoint, Connection(sent, translation: translation))
  }

  /// By a port of a node, or an address from outside that leads to the node.
  private func outcome(
    of packet: Packet, _ port: ServicePort, _ service: Service, _ endpoints: [ServiceEndpoint], at node: Int
  ) -> ServiceOutcome {
    let family = packet.source.family
    let isOwnProcess = book.owner(of: packet.source) == .node(node)
    let isLocal = service.externalTraffic == .local
    // With Local, pods and the node's own processes are sent to any endpoint, as by the cluster address.
    let isBoundToNode = isLocal && !isOwnProcess && !isPod(packet.source)
    let chosen = isBoundToNode ? endpoints.filter { $0.node == node } : endpoints
    guard !chosen.isEmpty else { return .dropped }
    let own = address(of: node, family)
    let isMasqueraded = { (endpoint: ServiceEndpoint) in
      !isLocal || isOwnProcess || endpoint.address == packet.source
    }
    guard own != nil || !chosen.contains(where: isMasqueraded) else { return .unknownAddress(book.nodes[node]) }
    let external = service.exposure == .nodePort ? nil : service.externalIPs.first { $0.family == family }
    let asked = external == nil && port.nodePort > 0 ? port.nodePort : port.port
    return .routes(
      chosen.map { endpoint in
        var sent = packet
        (sent.destination, sent.destinationPort) = (endpoint.address, endpoint.port)
        let translation = Translation(
          at: book.nodes[node], of: external ?? own, port: asked, masquerade: isMasqueraded(endpoint) ? own : nil)
        return ServiceRoute(endpoint, Connection(sent, translation: translation))
      })
  }

  private func isPod(_ address: IPAddress) -> Bool {
    if case .pod = book.owner(of: address) { true } else { false }
  }

  private func node(of address: IPAddress) -> Int? {
    switch book.owner(of: address) {
    case .pod(let index): book.node(ofPod: index)
    case .node(let index): index
    case nil: nil
    }
  }
}
