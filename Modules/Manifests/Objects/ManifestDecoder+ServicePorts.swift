internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// The ports of a service.
extension ManifestDecoder {
  /// Reads the ports of a service.
  mutating func readServicePorts(_ draft: inout ServiceDraft) throws(Stop) {
    var names: Set<Symbol> = []
    var numbers: Set<UInt32> = []
    var nameless: [(path: String, place: SourcePosition)] = []
    try readSequence { decoder, _ throws(Stop) in
      let place = decoder.position
      guard let port = try decoder.readServicePort(&draft) else { return }
      if let name = port.name {
        if !names.insert(name).inserted {
          decoder.add(.repeatedPortName(decoder.pathText(.name), decoder.symbols.text(name)), at: place)
        }
      } else {
        nameless.append((decoder.pathText(.name), place))
      }
      if !numbers.insert(UInt32(port.ipProtocol.rawValue) << 16 | UInt32(port.port)).inserted {
        decoder.add(.repeatedPort(decoder.pathText, port.port, port.ipProtocol.label), at: place)
      }
      draft.ports.append(port)
    }
    if draft.ports.count > 1 {
      for (path, place) in nameless { add(.missing(path, "a name, as there are several ports"), at: place) }
    }
  }

  private mutating func readServicePort(_ draft: inout ServiceDraft) throws(Stop) -> ServicePort? {
    let place = position
    let errors = report.errorCount
    var port = ServicePort(0)
    var target: PortReference?
    try readMapping(.servicePort) { decoder, field throws(Stop) in
      let here = decoder.position
      switch field {
      case .name:
        port.name = try decoder.readSymbol().flatMap { $0 == .empty ? nil : $0 }
        if let name = port.name { decoder.check(name, .dnsLabel, at: here) }
      case .protocol: port.ipProtocol = try decoder.readProtocol() ?? .tcp
      case .port: port.port = try decoder.readPort() ?? 0
      case .targetPort: target = try decoder.readTargetPort()
      case .nodePort:
        if let number = try decoder.readInteger(), number != 0 {
          port.nodePort = decoder.checkPort(number, at: here) ?? 0
          draft.nodePorts.append((decoder.pathText, here))
        }
      default: try decoder.events.skip()
      }
    }
    if report.errorCount > errors { return nil }
    if port.port == 0 {
      add(.missing(pathText(.port), "a port from 1 to 65535"), at: place)
      return nil
    }
    port.target = target ?? .number(Int32(port.port))
    return port
  }

  /// Reads the pods' port; 0 and the empty name are none.
  private mutating func readTargetPort() throws(Stop) -> PortReference? {
    if events.current.kind == .scalar, scalar == .integer(0) {
      try events.skip()
      return nil
    }
    if events.current.kind == .scalar, events.current.text.isEmpty {
      try events.skip()
      return nil
    }
    return try readPortReference()
  }
}
