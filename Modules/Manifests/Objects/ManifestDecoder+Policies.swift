internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// What is read of a NetworkPolicy's `spec`.
struct PolicyDraft {
  var podSelector = LabelSelector()
  var policyTypes: [NetworkPolicy.Direction] = []
  var ingress: [PolicyRule] = []
  var egress: [PolicyRule] = []
}

extension ManifestDecoder {
  /// Reads a NetworkPolicy's `spec`.
  mutating func readPolicySpec() throws(Stop) -> PolicyDraft {
    var draft = PolicyDraft()
    draft.podSelector.position = position
    try readMapping(.networkPolicySpec) { decoder, field throws(Stop) in
      switch field {
      case .podSelector: draft.podSelector = try decoder.readSelector() ?? draft.podSelector
      case .policyTypes: draft.policyTypes = try decoder.readPolicyTypes()
      case .ingress: draft.ingress = try decoder.readRules(.ingress)
      default: draft.egress = try decoder.readRules(.egress)
      }
    }
    return draft
  }

  /// The policy, with the API's default for its types.
  func policy(_ id: ObjectName, _ draft: ObjectDraft) -> NetworkPolicy {
    let spec = draft.policy ?? PolicyDraft()
    let types =
      spec.policyTypes.isEmpty
      ? NetworkPolicy.defaultTypes(hasEgressRules: !spec.egress.isEmpty) : spec.policyTypes
    return NetworkPolicy(
      id, podSelector: spec.podSelector, policyTypes: types, ingress: spec.ingress, egress: spec.egress,
      position: draft.position)
  }

  private mutating func readPolicyTypes() throws(Stop) -> [NetworkPolicy.Direction] {
    let place = position
    var types: [NetworkPolicy.Direction] = []
    var count = 0
    try readSequence { decoder, _ throws(Stop) in
      count += 1
      if let type = try decoder.readCase(of: NetworkPolicy.Direction.allCases) { types.append(type) }
    }
    if count > 2 { add(.tooManyPolicyTypes(pathText, count), at: place) }
    return types
  }

  private mutating func readRules(_ direction: NetworkPolicy.Direction) throws(Stop) -> [PolicyRule] {
    var rules: [PolicyRule] = []
    try readSequence { decoder, _ throws(Stop) in
      var rule = PolicyRule(position: decoder.position)
      try decoder.readMapping(direction == .ingress ? .ingressRule : .egressRule) { decoder, field throws(Stop) in
        try decoder.readSequence { decoder, _ throws(Stop) in
          if field == .ports {
            rule.ports.append(try decoder.readPolicyPort())
          } else {
            rule.peers.append(try decoder.readPeer())
          }
        }
      }
      rules.append(rule)
    }
    return rules
  }

  private mutating func readPeer() throws(Stop) -> PolicyPeer {
    var peer = PolicyPeer(position: position)
    let errors = report.errorCount
    var blockPlace: SourcePosition?
    try readMapping(.networkPolicyPeer) { decoder, field throws(Stop) in
      switch field {
      case .podSelector: peer.podSelector = try decoder.readSelector()
      case .namespaceSelector: peer.namespaceSelector = try decoder.readSelector()
      default:
        let place = decoder.position
        let (isGiven, block) = try decoder.readIPBlock()
        if isGiven { blockPlace = place }
        peer.ipBlock = block
      }
    }
    let hasSelector = peer.podSelector != nil || peer.namespaceSelector != nil
    if hasSelector, let blockPlace { add(.blockWithSelector(pathText(.ipBlock)), at: blockPlace) }
    if !hasSelector, blockPlace == nil, report.errorCount == errors { add(.emptyPeer(pathText), at: peer.position) }
    return peer
  }

  private mutating func readPolicyPort() throws(Stop) -> PolicyPort {
    var port = PolicyPort(position: position)
    let errors = report.errorCount
    var endPlace = position
    try readMapping(.networkPolicyPort) { decoder, field throws(Stop) in
      switch field {
      case .protocol: port.ipProtocol = try decoder.readProtocol() ?? .tcp
      case .port: port.port = try decoder.readPortReference()
      default:
        endPlace = decoder.position
        port.endPort = try decoder.readInteger().map { Int32(clamping: $0) }
      }
    }
    if let endPort = port.endPort, report.errorCount == errors {
      checkEndPort(endPort, of: port.port, at: endPlace)
    }
    return port
  }

  private mutating func checkEndPort(_ endPort: Int32, of port: PortReference?, at place: SourcePosition) {
    switch port {
    case nil: add(.endPortWithoutPort(pathText(.endPort), endPort), at: place)
    case .name(let name): add(.endPortOfName(pathText(.endPort), endPort, symbols.text(name)), at: place)
    case .number(let first):
      if endPort < first {
        add(.endPortBelowPort(pathText(.endPort), endPort, first), at: place)
      } else if endPort > 65_535 {
        add(.invalidPort(pathText(.endPort), Int64(endPort)), at: place)
      }
    }
  }
}
