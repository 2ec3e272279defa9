internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// What is read of a service's `spec` and `status`.
struct ServiceDraft {
  var place = SourcePosition.none
  var selector: [Label]?
  var ports: [ServicePort] = []
  var exposure = Service.Exposure.clusterIP
  var externalTraffic = Service.ExternalTraffic.cluster
  var clusterIP: ClusterIP?
  var clusterIPs: [ClusterIP] = []
  var clusterPlace = SourcePosition.none
  var externalIPs: [IPAddress] = []
  var balancerIPs: [IPAddress] = []
  var externalName = false
  /// Where ports on the node are asked for, with their paths.
  var nodePorts: [(path: String, place: SourcePosition)] = []

  /// A cluster address, or the word None.
  enum ClusterIP: Equatable {
    case none
    case address(IPAddress)
  }

  /// Whether it has no cluster address by its own wish.
  var isHeadless: Bool { clusterIP == ClusterIP.none || clusterIPs.first == ClusterIP.none }
}

extension ManifestDecoder {
  /// Reads a service's `spec`.
  mutating func readServiceSpec(_ known: ServiceDraft) throws(Stop) -> ServiceDraft {
    var draft = known
    draft.place = position
    try readMapping(.serviceSpec) { decoder, field throws(Stop) in
      let place = decoder.position
      switch field {
      case .selector: draft.selector = try decoder.readServiceSelector()
      case .ports: try decoder.readServicePorts(&draft)
      case .type: draft.exposure = try decoder.readCase(of: Service.Exposure.allCases) ?? .clusterIP
      case .externalTrafficPolicy:
        draft.externalTraffic = try decoder.readCase(of: Service.ExternalTraffic.allCases) ?? .cluster
      case .clusterIP: (draft.clusterIP, draft.clusterPlace) = (try decoder.readClusterIP(), place)
      case .clusterIPs:
        try decoder.readSequence { decoder, _ throws(Stop) in
          if let address = try decoder.readClusterIP() { draft.clusterIPs.append(address) }
        }
      case .externalIPs:
        try decoder.readSequence { decoder, _ throws(Stop) in
          if let address = try decoder.readAddress() { draft.externalIPs.append(address) }
        }
      case .externalName: draft.externalName = try decoder.readExternalName()
      default: try decoder.events.skip()
      }
    }
    return draft
  }

  /// Reads a service's `status`.
  mutating func readServiceStatus(_ known: ServiceDraft) throws(Stop) -> ServiceDraft {
    var draft = known
    try readMapping(.serviceStatus) { decoder, field throws(Stop) in
      guard field == .loadBalancer else { return try decoder.events.skip() }
      try decoder.readMapping(.loadBalancerStatus) { decoder, _ throws(Stop) in
        try decoder.readSequence { decoder, _ throws(Stop) in
          try decoder.readMapping(.loadBalancerIngress) { decoder, field throws(Stop) in
            guard field == .ip else { return try decoder.events.skip() }
            if let address = try decoder.readAddress() { draft.balancerIPs.append(address) }
          }
        }
      }
    }
    return draft
  }

  /// The service, once its parts agree.
  mutating func service(_ id: ObjectName, _ draft: ObjectDraft) -> Service {
    let spec = draft.service ?? ServiceDraft()
    let place = spec.place == .none ? draft.position : spec.place
    if !draft.hasErrors { checkService(spec, at: place) }
    var service = Service(id, selector: spec.exposure == .externalName ? nil : spec.selector)
    service.ports = spec.ports
    let clusterIPs = spec.clusterIPs.isEmpty ? spec.clusterIP.map { [$0] } ?? [] : spec.clusterIPs
    service.clusterIPs = clusterIPs.compactMap { if case .address(let address) = $0 { address } else { nil } }
    service.isHeadless = spec.isHeadless
    service.externalIPs = spec.externalIPs + spec.balancerIPs
    service.exposure = spec.exposure
    service.externalTraffic = spec.externalTraffic
    service.position = draft.position
    return service
  }

  private mutating func checkService(_ spec: ServiceDraft, at place: SourcePosition) {
    path.append(.field(.spec))
    defer { path.removeLast() }
    if spec.exposure == .externalName {
      if !spec.externalName { add(.missing(pathText(.externalName), "the DNS name that it stands for"), at: place) }
      if spec.clusterIP != nil { add(.clusterIPOfExternalName(pathText(.clusterIP)), at: spec.clusterPlace) }
    } else if spec.ports.isEmpty, !spec.isHeadless {
      add(.missing(pathText(.ports), "at least one port"), at: place)
    }
    if spec.exposure == .clusterIP {
      for (path, place) in spec.nodePorts { add(.nodePortOfClusterIP(path), at: place) }
    }
    if let first = spec.clusterIPs.first, let single = spec.clusterIP, first != single {
      add(.clusterIPsDisagree(pathText(.clusterIPs)), at: spec.clusterPlace)
    }
  }

  private mutating func readServiceSelector() throws(Stop) -> [Label]? {
    let labels = try readLabels()
    return labels.isEmpty ? nil : labels
  }

  private mutating func readClusterIP() throws(Stop) -> ServiceDraft.ClusterIP? {
    if events.current.kind == .scalar, events.current.text.elementsEqual("None".utf8) {
      try events.skip()
      return ServiceDraft.ClusterIP.none
    }
    return try readAddress().map(ServiceDraft.ClusterIP.address)
  }

  private mutating func readExternalName() throws(Stop) -> Bool {
    let place = position
    guard var name = try readText(), !name.isEmpty else { return false }
    if name.hasSuffix(".") { name.removeLast() }
    let symbol = symbols.intern(name)
    check(symbol, .subdomain, at: place)
    return true
  }
}
