internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// Containers and their ports.
extension ManifestDecoder {
  /// Reads a list of containers and gives their ports.
  mutating func readContainers(_ draft: inout PodDraft, _ schema: Schema) throws(Stop) -> [ContainerPort] {
    var ports: [ContainerPort] = []
    let isInit = path.last?.isField(.initContainers) ?? false
    let isRegular = path.last?.isField(.containers) ?? false
    try readSequence { decoder, _ throws(Stop) in
      let place = decoder.position
      let errors = decoder.report.errorCount
      if isRegular { draft.hasContainers = true }
      var hasName = false
      try decoder.readMapping(schema) { decoder, field throws(Stop) in
        switch field {
        case .name: hasName = try decoder.readContainerName(&draft)
        case .ports: ports += try decoder.readContainerPorts(&draft, isInit: isInit)
        default: try decoder.events.skip()
        }
      }
      if !hasName, decoder.report.errorCount == errors {
        decoder.add(.missing(decoder.pathText(.name), "a name for the container"), at: place)
      }
    }
    return ports
  }

  private mutating func readContainerName(_ draft: inout PodDraft) throws(Stop) -> Bool {
    let place = position
    guard let name = try readSymbol(), name != .empty else { return false }
    check(name, .dnsLabel, at: place)
    if let first = draft.containers[name] {
      add(.repeatedContainer(pathText, symbols.text(name), line: first.line), at: place)
    } else {
      draft.containers[name] = place
    }
    return true
  }

  private mutating func readContainerPorts(
    _ draft: inout PodDraft, isInit: Bool
  ) throws(Stop) -> [ContainerPort] {
    var ports: [ContainerPort] = []
    var named: Set<Symbol> = []
    try readSequence { decoder, _ throws(Stop) in
      guard let (port, place) = try decoder.readContainerPort(&draft) else { return }
      if let name = port.name, !named.insert(name).inserted {
        decoder.add(.repeatedPortName(decoder.pathText(.name), decoder.symbols.text(name)), at: place)
      }
      ports.append(port)
      ports[ports.count - 1].isInit = isInit
    }
    return ports
  }

  /// Reads a port; also gives the place of its name.
  private mutating func readContainerPort(
    _ draft: inout PodDraft
  ) throws(Stop) -> (port: ContainerPort, namePlace: SourcePosition)? {
    var (place, namePlace, hostPlace) = (position, position, position)
    var port = ContainerPort(0)
    let errors = report.errorCount
    var address = Symbol.empty
    try readMapping(.containerPort) { decoder, field throws(Stop) in
      let here = decoder.position
      switch field {
      case .name: (port.name, namePlace) = (try decoder.readPortName(), here)
      case .containerPort: (port.number, place) = (try decoder.readPort() ?? 0, here)
      case .protocol: port.ipProtocol = try decoder.readProtocol() ?? .tcp
      case .hostPort: (port.hostPort, hostPlace) = (try decoder.readHostPort(), here)
      default: address = try decoder.readSymbol() ?? .empty
      }
    }
    if report.errorCount > errors { return nil }
    if port.number == 0 {
      add(.missing(pathText(.containerPort), "a port from 1 to 65535"), at: place)
      return nil
    }
    if port.hostPort != 0 {
      if port.hostPort != port.number { draft.hostPortMismatches.append((pathText(.hostPort), hostPlace)) }
      let taken = HostPort(port: port.hostPort, ipProtocol: port.ipProtocol, address: address)
      if !draft.hostPorts.insert(taken).inserted {
        add(.repeatedHostPort(pathText(.hostPort), port.hostPort, port.ipProtocol.label), at: hostPlace)
      }
    }
    return (port, namePlace)
  }

  /// Reads a port on the node, where 0 is none.
  private mutating func readHostPort() throws(Stop) -> UInt16 {
    let place = position
    guard let number = try readInteger(), number != 0 else { return 0 }
    return checkPort(number, at: place) ?? 0
  }
}

extension PathStep {
  /// Whether it is this field.
  func isField(_ name: FieldName) -> Bool {
    if case .field(let field) = self { field == name } else { false }
  }
}
