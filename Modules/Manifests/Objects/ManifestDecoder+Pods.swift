internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// What is read of a pod's `spec`.
struct PodDraft {
  var position: SourcePosition
  var node: Symbol?
  var nodeSelector: [Label] = []
  var serviceAccount: Symbol?
  var formerServiceAccount: Symbol?
  var isHostNetwork = false
  var ports: [ContainerPort] = []
  var initPorts: [ContainerPort] = []
  var hasContainers = false
  /// Names of containers, with the place of each.
  var containers: [Symbol: SourcePosition] = [:]
  /// Ports on the node that containers take.
  var hostPorts: Set<HostPort> = []
  /// Where a container's host port differs from its own.
  var hostPortMismatches: [(path: String, place: SourcePosition)] = []

  init(position: SourcePosition) { self.position = position }
}

/// A port on the node that a container takes.
struct HostPort: Hashable {
  var port: UInt16
  var ipProtocol: IPProtocol
  var address: Symbol
}

/// What is read of a pod's `status`.
struct PodStatusDraft {
  var isEmpty = true
  var phase: Pod.Phase?
  var addresses: [IPAddress] = []
  /// The one in `podIP`, which older servers give alone.
  var address: IPAddress?
}

extension ManifestDecoder {
  /// Reads the `spec` of a pod or a template.
  mutating func readPodSpec() throws(Stop) -> PodDraft {
    var draft = PodDraft(position: position)
    try readMapping(.podSpec) { decoder, field throws(Stop) in
      switch field {
      case .containers: draft.ports = try decoder.readContainers(&draft, .container)
      case .initContainers: draft.initPorts = try decoder.readContainers(&draft, .container)
      case .ephemeralContainers: _ = try decoder.readContainers(&draft, .ephemeralContainer)
      case .nodeName: draft.node = try decoder.readSubdomain()
      case .nodeSelector: draft.nodeSelector = try decoder.readLabels()
      case .serviceAccountName: draft.serviceAccount = try decoder.readSubdomain()
      case .serviceAccount: draft.formerServiceAccount = try decoder.readSubdomain()
      case .hostNetwork: draft.isHostNetwork = try decoder.readBool() ?? false
      default: try decoder.events.skip()
      }
    }
    if !draft.hasContainers {
      add(.missing(pathText(.containers), "at least one container"), at: draft.position)
    }
    if draft.isHostNetwork {
      for (path, place) in draft.hostPortMismatches { add(.hostPortMismatch(path), at: place) }
    }
    return draft
  }

  /// Reads a pod's `status`.
  mutating func readPodStatus() throws(Stop) -> PodStatusDraft {
    var draft = PodStatusDraft()
    try readMapping(.podStatus) { decoder, field throws(Stop) in
      draft.isEmpty = false
      switch field {
      case .phase: draft.phase = try decoder.readCase(of: Pod.Phase.allCases)
      case .podIP: draft.address = try decoder.readAddress()
      case .podIPs: draft.addresses = try decoder.readPodIPs()
      default: try decoder.events.skip()
      }
    }
    return draft
  }

  /// The pod; one without a status is to be given a node and an address later.
  mutating func pod(_ id: ObjectName, _ draft: ObjectDraft) -> FoundPod {
    if draft.pod == nil, !draft.hasErrors {
      add(.missing("spec.containers", "at least one container"), at: draft.position)
    }
    let spec = draft.pod ?? PodDraft(position: draft.position)
    let status = draft.podStatus ?? PodStatusDraft()
    let metadata = draft.metadata ?? Metadata(position: draft.position)
    let addresses = status.addresses.isEmpty ? status.address.map { [$0] } ?? [] : status.addresses
    var pod = Pod(id, labels: metadata.labels, addresses: addresses)
    pod.node = spec.node
    pod.serviceAccount = spec.serviceAccount ?? spec.formerServiceAccount
    pod.ports = spec.ports + spec.initPorts
    pod.isHostNetwork = spec.isHostNetwork
    pod.phase = status.phase ?? (status.isEmpty || !addresses.isEmpty ? .running : .pending)
    if metadata.isBeingDeleted {
      pod.deletion = .grace(seconds: Int32(clamping: metadata.grace ?? 30))
    }
    pod.position = draft.position
    return FoundPod(
      pod: pod, controller: metadata.controller, isPlanned: status.isEmpty, nodeSelector: spec.nodeSelector)
  }

  /// Reads a name that must be a DNS subdomain; `nil` for null and the empty name.
  mutating func readSubdomain() throws(Stop) -> Symbol? {
    let place = position
    guard let name = try readSymbol(), name != .empty else { return nil }
    check(name, .subdomain, at: place)
    return name
  }

  private mutating func readPodIPs() throws(Stop) -> [IPAddress] {
    var addresses: [IPAddress] = []
    try readSequence { decoder, _ throws(Stop) in
      try decoder.readMapping(.podIP) { decoder, _ throws(Stop) in
        let place = decoder.position
        guard let address = try decoder.readAddress() else { return }
        if addresses.contains(where: { $0.family == address.family }) {
          decoder.add(.secondAddress(decoder.pathText, address), at: place)
        } else {
          addresses.append(address)
        }
      }
    }
    return addresses
  }
}
