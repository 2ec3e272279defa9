internal import PolicyModel
internal import Traffic

extension PolicyWording {
  /// Why none of a rule's ports is the packet's, in words; `nil` if one is, or if the rule has none.
  func failure(of ports: [PolicyPort], _ read: ReadPacket) -> String? {
    let packet = read.packet
    let pod = pod(at: packet.destination)
    guard !ports.isEmpty, !ports.contains(where: { $0.covers(packet.ipProtocol, packet.destinationPort, at: pod) })
    else {
      return nil
    }
    let list = ports.map(describe).joined(separator: ", ")
    let asked =
      packet.ipProtocol.hasPorts
      ? "the packet goes to \(packet.destinationPort)/\(packet.ipProtocol.label)"
      : "the packet is \(packet.ipProtocol.label)"
    let word = ports.count > 1 ? "ports" : ports[0].port == nil ? "protocol" : "port"
    return "\(word) \(list): \(names(in: ports, packet))\(asked)"
  }

  /// What the named ports stand for at the destination, as a half sentence.
  private func names(in ports: [PolicyPort], _ packet: Packet) -> String {
    let facts = ports.compactMap { port -> String? in
      guard case .name(let name) = port.port, port.ipProtocol == packet.ipProtocol else { return nil }
      let numbers = numbers(of: name, port.ipProtocol, at: packet.destination).map(String.init)
      let subject = pod(at: packet.destination).map { "pod \(cluster.text($0.id))" } ?? "\(packet.destination)"
      let what = numbers.isEmpty ? "has no such port" : "has it at \(numbers.joined(separator: ", "))"
      return "\(subject) \(what), "
    }
    return facts.joined()
  }

  private func numbers(of name: Symbol, _ ipProtocol: IPProtocol, at address: IPAddress) -> [UInt16] {
    pod(at: address)?.numbers(ofPort: name, ipProtocol) ?? []
  }

  private func describe(_ port: PolicyPort) -> String {
    let label = port.ipProtocol.label
    switch port.port {
    case nil: return label
    case .number(let first): return "\(first)\(port.endPort.map { "-\($0)" } ?? "")/\(label)"
    case .name(let name): return "\(cluster.text(name))/\(label)"
    }
  }
}
