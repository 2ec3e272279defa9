public import Traffic

/// A packet to send for real: from a place of the lab to an address.
public struct Probe: Hashable, Sendable {
  /// The index of the place that sends it.
  public var from: Int
  /// One of that place's addresses.
  public var source: IPAddress
  /// Where it goes.
  public var target: IPAddress
  /// TCP, UDP, SCTP or ICMP of either family.
  public var ipProtocol: IPProtocol
  /// The port; meaningless for ICMP.
  public var port: UInt16

  /// A probe.
  public init(from: Int, source: IPAddress, target: IPAddress, _ ipProtocol: IPProtocol, port: UInt16) {
    (self.from, self.source, self.target, self.ipProtocol, self.port) = (from, source, target, ipProtocol, port)
  }
}

/// A port on which a place is to listen.
public struct ListeningPort: Hashable, Sendable {
  /// The index of the place.
  public var place: Int
  /// TCP or UDP; SCTP and ICMP are heard everywhere.
  public var ipProtocol: IPProtocol
  /// The port.
  public var port: UInt16

  /// A port of a place.
  public init(place: Int, _ ipProtocol: IPProtocol, _ port: UInt16) {
    (self.place, self.ipProtocol, self.port) = (place, ipProtocol, port)
  }
}

/// Whoever can send a lab's probes and hear them arrive.
public protocol ProbeSender {
  /// Makes places listen, beside the ports on which they do so already.
  func listen(_ ports: [ListeningPort]) throws(LabError)

  /// Sends all probes at once and returns for each the place that saw it arrive; `nil` if none did in time.
  func fire(_ probes: [Probe]) throws(LabError) -> [Int?]
}
