internal import SystemCalls
internal import Traffic

extension Prober {
  /// So many probes are sent before arrivals are looked at.
  private static let burst = 48

  /// Sends all probes and waits until all have arrived or nothing more does; about 30 µs for each.
  ///
  /// Every volley has a source port of its own, so that no connection of an earlier one stands for it.
  public func fire(_ probes: [Probe]) throws(LabError) -> [Int?] {
    begin(probes.count)
    var open: [Socket] = []
    var datagrams: [Int: [IPAddress: Socket]] = [:]
    let order = probes.indices.sorted { (probes[$0].from, $0) < (probes[$1].from, $1) }
    var here = -1
    for (sent, index) in order.enumerated() {
      let probe = probes[index]
      if probe.from != here {
        try inside(probe.from) {}
        here = probe.from
      }
      switch probe.ipProtocol {
      case .tcp: if let socket = try connect(probe, index) { open.append(socket) }
      case .udp:
        if datagrams[here]?[probe.source] == nil {
          datagrams[here, default: [:]][probe.source] = try datagramSocket(probe)
        }
        datagrams[here]?[probe.source]?.send(token(index).bytes, to: SocketAddress(probe.target, port: probe.port))
      default: sendRaw(probe, index)
      }
      if sent % Self.burst == Self.burst - 1 { _ = try serve(milliseconds: 0) }
    }
    while missing > 0, try serve(milliseconds: patience) > 0 {}
    entries = entries.filter { if case .connecting = $0.value { false } else { true } }
    // With the last hold on them the sockets are closed, and their connections forgotten on both sides.
    open.removeAll()
    while try serve(milliseconds: 0) > 0 {}
    return seen.map { $0 < 0 ? nil : Int($0) }
  }

  private func begin(_ count: Int) {
    volley &+= 1
    sourcePort = sourcePort >= 60_000 ? 20_000 : sourcePort + 1
    seen = Array(repeating: -1, count: count)
    missing = count
  }

  private func token(_ index: Int) -> ProbeToken { ProbeToken(volley: volley, index: UInt32(index)) }

  private func connect(_ probe: Probe, _ index: Int) throws(LabError) -> Socket? {
    let socket = try system { () throws(SystemError) in try Socket(.tcp, isIPv6: probe.source.family == .ipv6) }
    socket.closesAtOnce()
    // A port that is taken makes the probe a lost one, which is repeated from another port.
    guard (try? socket.bind(SocketAddress(probe.source, port: sourcePort))) != nil,
      socket.connect(SocketAddress(probe.target, port: probe.port))
    else { return nil }
    try watch(socket, .connecting(socket, probe: index), forWriting: true)
    return socket
  }

  private func datagramSocket(_ probe: Probe) throws(LabError) -> Socket {
    try system { () throws(SystemError) in
      let socket = try Socket(.udp, isIPv6: probe.source.family == .ipv6)
      try socket.bind(SocketAddress(probe.source, port: sourcePort))
      return socket
    }
  }

  /// Sends a packet of a protocol that has no sockets here; from the place's own address, or bound to one of several.
  private func sendRaw(_ probe: Probe, _ index: Int) {
    let isIPv6 = probe.source.family == .ipv6
    let own = network.plan.places[probe.from].addresses.filter { $0.family == probe.source.family }
    var socket = rawSockets[probe.from]?[RawProtocol(ipProtocol: probe.ipProtocol, isIPv6: isIPv6)]
    if own.count > 1 {
      socket = try? Socket(.raw(Int32(probe.ipProtocol.rawValue)), isIPv6: isIPv6)
      guard (try? socket?.bind(SocketAddress(probe.source))) != nil else { return }
    }
    let packet =
      probe.ipProtocol == .sctp
      ? PacketBytes.sctp(from: sourcePort, to: probe.port, tag: 0, chunk: 1, token(index))
      : PacketBytes.echo(isIPv6: isIPv6, identifier: sourcePort, token(index))
    socket?.send(packet, to: SocketAddress(probe.target))
  }
}
