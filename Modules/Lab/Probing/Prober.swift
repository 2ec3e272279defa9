internal import SystemCalls
internal import Traffic

/// What listeners say to whom they do not know.
public enum Greeting: String, Hashable, Sendable, CaseIterable {
  /// The place's name and a line feed.
  case name
  /// A page with the place's name in it, to whoever asks for one.
  case http
}

/// Sends probes from all places of a lab and hears them arrive, in one thread without waiting for any.
///
/// A socket stays in the namespace in which it was made, so that the thread enters namespaces only to make sockets. All
/// work is done within calls of `fire` and `serve`; the calling thread must be one's own.
public final class Prober: ProbeSender {
  /// What stands behind a tag of the poller.
  enum Entry {
    case tcp(Socket, place: Int)
    case udp(Socket, place: Int)
    case raw(Socket, place: Int, RawProtocol)
    /// A client that has come to a place.
    case visitor(Socket, place: Int)
    /// A connection that a probe has begun.
    case connecting(Socket, probe: Int)
  }

  var network: LabNetwork
  let poller: Poller
  let greeting: Greeting
  var entries: [UInt64: Entry] = [:]
  private var nextTag: UInt64 = 1
  private var listening: Set<ListeningPort> = []
  var buffer = [UInt8](repeating: 0, count: 65536)

  /// How long nothing may arrive before the rest counts as not arriving, in milliseconds; under a second, after which
  /// TCP tries again.
  public var patience: Int32 = 12

  /// The volley that is in the air: its number, its probes, who saw them.
  var volley: UInt32 = UInt32.random(in: 0..<0x4000_0000)
  var seen: [Int32] = []
  var missing = 0
  /// For each place and protocol without ports, the socket that sends.
  var rawSockets: [Int: [RawProtocol: Socket]] = [:]
  /// The port that all probes of a volley come from.
  var sourcePort = UInt16.random(in: 20_000..<60_000)

  /// A prober that hears ICMP and SCTP in all places and listens on no port yet.
  public init(_ network: LabNetwork, greeting: Greeting = .name) throws(LabError) {
    self.network = network
    self.greeting = greeting
    poller = try system { () throws(SystemError) in try Poller() }
    Host.raiseFileLimit()
    for (index, place) in network.plan.places.enumerated() where index != LabPlan.fabric {
      try hearRaw(index, isIPv6: false)
      if place.addresses.contains(where: { $0.family == .ipv6 }) { try hearRaw(index, isIPv6: true) }
    }
  }

  private func hearRaw(_ place: Int, isIPv6: Bool) throws(LabError) {
    for ipProtocol in [isIPv6 ? IPProtocol.icmpv6 : .icmp, .sctp] {
      let socket = try inside(place) { () throws(SystemError) in
        try Socket(.raw(Int32(ipProtocol.rawValue)), isIPv6: isIPv6)
      }
      socket.reserve(8 << 20)
      let key = RawProtocol(ipProtocol: ipProtocol, isIPv6: isIPv6)
      rawSockets[place, default: [:]][key] = socket
      try watch(socket, .raw(socket, place: place, key))
    }
  }

  /// Runs `body` in the namespace of a place, where the calling thread then stays.
  func inside<Value>(_ place: Int, _ body: () throws(SystemError) -> Value) throws(LabError) -> Value {
    try system { () throws(SystemError) in
      try network.namespaces[place].enter()
      return try body()
    }
  }

  @discardableResult
  func watch(_ socket: Socket, _ entry: Entry, forWriting: Bool = false) throws(LabError) -> UInt64 {
    let tag = nextTag
    nextTag += 1
    entries[tag] = entry
    try system { () throws(SystemError) in
      try poller.add(socket.descriptor, tag: tag, forWriting: forWriting)
    }
    return tag
  }

  /// Watches another descriptor; `serve` tells of it by its tag.
  func watchOther(_ descriptor: Int32) throws(LabError) -> UInt64 {
    let tag = nextTag
    nextTag += 1
    try system { () throws(SystemError) in try poller.add(descriptor, tag: tag) }
    return tag
  }

  /// Makes places listen; ports on which they do already stay as they are.
  public func listen(_ ports: [ListeningPort]) throws(LabError) {
    for port in ports where listening.insert(port).inserted {
      let families = Set(network.plan.places[port.place].addresses.map(\.family))
      for family in families {
        let socket = try inside(port.place) { () throws(SystemError) in
          let socket = try Socket(port.ipProtocol == .tcp ? .tcp : .udp, isIPv6: family == .ipv6)
          try socket.bind(SocketAddress(family == .ipv6 ? .v6(0, 0) : .v4(0), port: port.port))
          if port.ipProtocol == .tcp { try socket.listen() }
          return socket
        }
        if port.ipProtocol == .udp { socket.reserve(1 << 20) }
        try watch(
          socket, port.ipProtocol == .tcp ? .tcp(socket, place: port.place) : .udp(socket, place: port.place))
      }
    }
  }

  /// Handles what happens for at most so many milliseconds until the first event; `other` gets events of unknown tags.
  func serve(milliseconds: Int32, other: (UInt64) throws(LabError) -> Void = { _ in }) throws(LabError) -> Int {
    let events = poller.wait(milliseconds: milliseconds)
    for event in events {
      if entries[event.tag] == nil {
        try other(event.tag)
      } else {
        handle(event)
      }
    }
    return events.count
  }
}

/// A protocol without ports for sockets, over one family.
struct RawProtocol: Hashable {
  var ipProtocol: IPProtocol
  var isIPv6: Bool
}

extension SocketAddress {
  init(_ address: IPAddress, port: UInt16 = 0) {
    switch address {
    case .v4(let address): self.init(.v4(address.rawValue), port: port)
    case .v6(let address): self.init(.v6(address.high, address.low), port: port)
    }
  }
}
