public import PolicyModel
public import Traffic

/// A connection as a client begins it: the packet, and what kube-proxy makes of it on its way.
public struct Connection: Hashable, Sendable {
  /// The packet as it reaches the end that answers, save that it has the client's own address.
  public var packet: Packet
  /// What kube-proxy rewrites; `nil` where the client asks the end itself.
  public var translation: Translation?

  /// A connection; without translation, one that meets no Service.
  public init(_ packet: Packet, translation: Translation? = nil) {
    self.packet = packet
    self.translation = translation
  }
}

/// The work of one node's kube-proxy on a packet to a Service.
public struct Translation: Hashable, Sendable {
  /// The node that does it: the client's own for a cluster address, the one that receives for a node port.
  public var node: NodeName
  /// The address that the client asked; `nil` where it is not known.
  public var address: IPAddress?
  /// The port that the client asked.
  public var port: UInt16
  /// The address that the packet has for its source when it leaves the node; `nil` where it keeps the client's.
  ///
  /// A packet that has one carries kube-proxy's mark 0x4000 on that node, by which its FORWARD accepts it.
  public var masquerade: IPAddress?

  /// A translation that keeps the client's address unless `masquerade` is given.
  public init(at node: NodeName, of address: IPAddress?, port: UInt16, masquerade: IPAddress? = nil) {
    self.node = node
    self.address = address
    self.port = port
    self.masquerade = masquerade
  }
}
