internal import Backend
internal import PolicyModel
internal import Reachability
internal import Traffic

/// Finds the connections that a question comes down to; their verdicts are still to be asked for.
struct Checker {
  private let question: CheckQuestion
  private let cluster: Cluster
  private let book: AddressBook
  private let proxy: KubeProxy

  init(_ question: CheckQuestion, _ cluster: Cluster) {
    self.question = question
    self.cluster = cluster
    book = AddressBook(cluster)
    proxy = KubeProxy(cluster, book)
  }

  func connections() throws(UnknownEndpoint) -> [CheckedConnection] {
    let family = question.family ?? IPAddress(question.from)?.family ?? IPAddress(question.to)?.family
    guard case .ends(let sources) = try EndpointName(question.from).meaning(in: cluster, book, family: family) else {
      throw .serviceBeginsNothing(question.from)
    }
    var found: [CheckedConnection] = []
    var last: (family: AddressFamily, meaning: EndpointName.Meaning)?
    for source in sources {
      let family = source.end.address.family
      if last?.family != family {
        last = (family, try EndpointName(question.to).meaning(in: cluster, book, family: family))
      }
      switch last?.meaning {
      case nil: continue
      case .service(let service): found += try connections(from: source, to: service)
      case .ends(let targets):
        for target in targets { found += try connections(from: source, to: target) }
      }
    }
    return found
  }

  /// To an end itself, or to a Service by its port of that node.
  private func connections(
    from source: NamedEnd, to target: NamedEnd
  ) throws(UnknownEndpoint) -> [CheckedConnection] {
    if case .node(let node) = target.end.kind, let (service, port) = service(atNodePort: question.port) {
      return try connections(from: source, to: service, port, by: .nodePort(node))
    }
    let packet = packet(from: source, to: target.end.address)
    return [CheckedConnection(from: source, to: target, Connection(packet), Decision(.allowed))]
  }

  private func service(atNodePort number: UInt16?) -> (Service, ServicePort)? {
    guard let number else { return nil }
    for service in cluster.services where service.exposure == .nodePort || service.exposure == .loadBalancer {
      let port = service.ports.first { $0.nodePort == number && $0.ipProtocol == question.ipProtocol }
      if let port { return (service, port) }
    }
    return nil
  }

  private func connections(
    from source: NamedEnd, to service: Service
  ) throws(UnknownEndpoint) -> [CheckedConnection] {
    let name = cluster.text(service.id)
    guard service.exposure != .externalName else { throw .externalName(name) }
    guard service.selector != nil else { throw .serviceWithoutSelector(name) }
    let port = try port(of: service, name)
    if source.end.isOutside {
      guard service.isExposed else { throw .unreachableService(name, service.exposure, from: source.name) }
      return try connections(from: source, to: service, port, by: .anyNode)
    }
    return try connections(from: source, to: service, port, by: .name)
  }

  /// The port that is asked; a headless Service has whichever its pods have.
  private func port(of service: Service, _ name: String) throws(UnknownEndpoint) -> ServicePort {
    if service.isHeadless { return ServicePort(question.port ?? 0, question.ipProtocol) }
    let known = service.ports.map { "\($0.port)/\($0.ipProtocol.label)" }
    guard let number = question.port else { throw .serviceProtocol(name, question.portText, known) }
    let port = service.ports.first { $0.port == number && $0.ipProtocol == question.ipProtocol }
    guard let port else { throw .servicePort(name, question.portText, known) }
    return port
  }

  private func connections(
    from source: NamedEnd, to service: Service, _ port: ServicePort, by access: ServiceAccess
  ) throws(UnknownEndpoint) -> [CheckedConnection] {
    let name = cluster.text(service.id)
    let family = source.end.address.family
    guard service.clusterIPs.isEmpty || service.clusterIPs.contains(where: { $0.family == family }) else {
      throw .serviceOfOtherFamily(name, family, service.clusterIPs)
    }
    let asked = packet(from: source, to: source.end.address)
    let refused = { (reason: String) in
      [
        CheckedConnection(
          from: source, to: nil, service: service.id, Connection(asked), Decision(.denied), refusal: reason)
      ]
    }
    let portText = "\(port.port)/\(port.ipProtocol.label)"
    switch proxy.routes(of: asked, to: port, of: service, by: access) {
    case .refused where service.isHeadless:
      return refused("service \(name) is headless and has no ready pod: its name stands for nobody")
    case .refused:
      return refused(
        "service \(name) has no ready endpoint for \(portText): kube-proxy refuses the connection (REJECT)")
    case .dropped:
      return refused(
        "service \(name) has externalTrafficPolicy Local and no endpoint for \(portText) "
          + "on the node that is asked: the packet is dropped")
    case .unknownAddress(let node): throw .nodeWithoutAddress(node.text, asked.source.family)
    case .routes(let routes):
      return routes.map { route in
        var checked = CheckedConnection(
          from: source, to: end(of: route.endpoint), service: service.id, route.connection, Decision(.allowed))
        if access != .name { checked.receiver = route.connection.translation?.node }
        return checked
      }
    }
  }

  private func end(of endpoint: ServiceEndpoint) -> NamedEnd {
    let kind: End.Kind =
      switch book.owner(of: endpoint.address) {
      case .node(let index): .node(index)
      default: .pod(endpoint.pod)
      }
    let name = cluster.text(cluster.pods[endpoint.pod].id)
    return NamedEnd(name, End(kind, address: endpoint.address, node: endpoint.node))
  }

  private func packet(from source: NamedEnd, to address: IPAddress) -> Packet {
    // Ping is what people mean by ICMP: an echo request, whose type stands where others have the port.
    let isSix = address.family == .ipv6
    let isPing = question.ipProtocol == .icmp || question.ipProtocol == .icmpv6
    return Packet(
      from: source.end.address, to: address, isPing ? (isSix ? .icmpv6 : .icmp) : question.ipProtocol,
      port: isPing ? (isSix ? 128 : 8) << 8 : question.port ?? 0, state: question.state)
  }
}

extension Service {
  /// Whether kube-proxy takes packets to it from outside the cluster.
  fileprivate var isExposed: Bool {
    exposure == .nodePort || exposure == .loadBalancer || !externalIPs.isEmpty
  }
}
