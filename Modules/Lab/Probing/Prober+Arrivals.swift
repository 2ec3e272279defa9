internal import SystemCalls
internal import Traffic

extension Prober {
  /// Deals with one event of the poller.
  func handle(_ event: Poller.Event) {
    switch entries[event.tag] {
    case .tcp(let socket, let place):
      while let visitor = socket.accept() { welcome(visitor, place) }
    case .udp(let socket, let place): answerDatagrams(socket, place)
    case .raw(let socket, let place, let kind): hearPackets(socket, place, kind)
    case .visitor(let socket, let place): listenTo(socket, place, event.tag)
    case .connecting(let socket, let probe): finish(socket, probe, event.tag)
    case nil: break
    }
  }

  /// Notes that a place saw a probe; those of former volleys come too late to count.
  private func note(_ token: ProbeToken, at place: Int) {
    guard token.volley == volley, Int(token.index) < seen.count, seen[Int(token.index)] < 0 else { return }
    seen[Int(token.index)] = Int32(place)
    missing -= 1
  }

  private func welcome(_ visitor: Socket, _ place: Int) {
    if greeting == .name { visitor.send(Array((network.plan.places[place].name + "\n").utf8)) }
    // Without a place to wait, the visitor is sent away, and its probe is repeated.
    _ = try? watch(visitor, .visitor(visitor, place: place))
  }

  private func listenTo(_ visitor: Socket, _ place: Int, _ tag: UInt64) {
    switch visitor.receive(&buffer) {
    case .bytes(let count, _):
      if let token = ProbeToken(buffer, at: 0, end: count) {
        note(token, at: place)
      } else {
        // Somebody has asked for something; what there is to say ends here, so that nobody waits for more.
        if greeting == .http { visitor.send(page(of: place)) }
        entries[tag] = nil
      }
    case .nothing: break
    case .end: entries[tag] = nil
    }
  }

  private func page(of place: Int) -> [UInt8] {
    let body =
      "<!DOCTYPE html>\n<title>\(network.plan.places[place].name)</title>\n"
      + "<h1>This is \(network.plan.places[place].name).</h1>\n"
    let head = "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    return Array((head + body).utf8)
  }

  private func answerDatagrams(_ socket: Socket, _ place: Int) {
    while case .bytes(let count, let sender) = socket.receive(&buffer) {
      if let token = ProbeToken(buffer, at: 0, end: count) { note(token, at: place) }
      if let sender { socket.send(Array((network.plan.places[place].name + "\n").utf8), to: sender) }
    }
  }

  private func hearPackets(_ socket: Socket, _ place: Int, _ kind: RawProtocol) {
    while case .bytes(let count, let sender) = socket.receive(&buffer) {
      // Raw sockets of IPv4 get the packet with its header.
      let start = kind.isIPv6 ? 0 : Int(buffer[0] & 15) * 4
      if kind.ipProtocol != .sctp {
        guard count > start, buffer[start] == (kind.isIPv6 ? 128 : 8) else { continue }
        if let token = ProbeToken(buffer, at: start + 8, end: count) { note(token, at: place) }
      } else if count > start + 12, buffer[start + 12] == 1,
        let token = ProbeToken(buffer, at: start + PacketBytes.tokenOfSCTP, end: count)
      {
        note(token, at: place)
        let (from, to) = (PacketBytes.half(buffer, at: start), PacketBytes.half(buffer, at: start + 2))
        let tag = PacketBytes.word(buffer, at: start + 16)
        guard var sender else { continue }
        sender.port = 0
        socket.send(PacketBytes.sctp(from: to, to: from, tag: tag, chunk: 2, token), to: sender)
      }
    }
  }

  /// A connection has been made, or has failed.
  private func finish(_ socket: Socket, _ probe: Int, _ tag: UInt64) {
    poller.remove(socket.descriptor)
    if !socket.hasFailed { socket.send(ProbeToken(volley: volley, index: UInt32(probe)).bytes) }
    entries[tag] = nil
  }
}
