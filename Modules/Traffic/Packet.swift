/// The first bytes of a packet that a firewall looks at: who, to whom, which protocol and ports, which connection state.
public struct Packet: Hashable, Sendable {
  /// Where the packet comes from.
  public var source: IPAddress
  /// Where it goes.
  public var destination: IPAddress
  /// The IP protocol.
  public var ipProtocol: IPProtocol
  /// The source port; meaningless for protocols without ports.
  public var sourcePort: UInt16
  /// The destination port; for ICMP, the type in the high byte and the code in the low one.
  public var destinationPort: UInt16
  /// What connection tracking says of it.
  public var state: ConnectionState

  /// A packet; `sourcePort` defaults to an ephemeral port, `state` to the first packet of a connection.
  public init(
    from source: IPAddress, to destination: IPAddress, _ ipProtocol: IPProtocol, port: UInt16 = 0,
    sourcePort: UInt16 = 40_000, state: ConnectionState = .new
  ) {
    self.source = source
    self.destination = destination
    self.ipProtocol = ipProtocol
    self.sourcePort = sourcePort
    self.destinationPort = port
    self.state = state
  }
}

/// The states that connection tracking gives to a packet, with the kernel's bits of `--ctstate`.
public struct ConnectionState: OptionSet, Hashable, Sendable {
  /// One bit for each state.
  public let rawValue: UInt8

  /// A set of states.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No connection can be told.
  public static let invalid = ConnectionState(rawValue: 1)
  /// A connection that has seen packets both ways.
  public static let established = ConnectionState(rawValue: 2)
  /// A new connection that an existing one announced.
  public static let related = ConnectionState(rawValue: 4)
  /// The first packet of a connection.
  public static let new = ConnectionState(rawValue: 8)
  /// Not tracked, by a rule of the raw table.
  public static let untracked = ConnectionState(rawValue: 16)
  /// Source address rewritten.
  public static let sourceNAT = ConnectionState(rawValue: 32)
  /// Destination address rewritten.
  public static let destinationNAT = ConnectionState(rawValue: 64)
}

/// What becomes of a packet.
public enum Verdict: String, Hashable, Sendable {
  /// It arrives.
  case allowed
  /// It does not.
  case denied
}
