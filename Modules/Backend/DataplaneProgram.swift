public import PolicyModel
public import Reachability
public import Text
public import Traffic

/// What an engine's nodes hold for a cluster, whatever it is made of.
public protocol DataplaneProgram: Sendable {
  /// The nodes, those with the same program together; both the groups and the nodes within ascend by name.
  var groups: [NodeGroup] { get }

  /// The policies that the engine refuses, by policy name.
  var refusals: [Refusal] { get }

  /// The texts of one node's program, in the order in which the engine loads them.
  func artifacts(for node: NodeName, as form: ArtifactForm) -> [Artifact]

  /// What becomes of the packet of a connection on its whole way through the cluster; with every rule that took part
  /// if `isTracing`, else with the verdict alone.
  ///
  /// Throws where the program has a condition or target whose meaning is not known: never a guess.
  func decide(_ connection: Connection, isTracing: Bool) throws(UndecidableError) -> Decision

  /// Every packet of an address family at once, exactly: which connections may begin.
  ///
  /// Throws where the program has a rule that cannot be analysed exactly, and says which. Costs by classes of ends, not
  /// by pairs of pods.
  func reachability(_ family: AddressFamily) throws(UndecidableError) -> Reachability
}

extension DataplaneProgram {
  /// What becomes of a packet that meets no Service, with every rule that took part.
  public func decide(_ packet: Packet) throws(UndecidableError) -> Decision {
    try decide(Connection(packet), isTracing: true)
  }
}

/// Nodes that hold the same program.
public struct NodeGroup: Hashable, Sendable {
  /// The nodes, ascending.
  public var nodes: [NodeName]

  /// A group of at least one node.
  public init(_ nodes: [NodeName]) { self.nodes = nodes }
}

/// The forms in which a program can be had as text.
public enum ArtifactForm: Hashable, Sendable {
  /// For people: names spelled out, long lists shortened, in the palette's colours.
  case text(Palette)
  /// For the engine's own tools.
  case restore
  /// One JSON value: an element of `programs` in `moat.translate/1`, without its `nodes`.
  case json
  /// The policies as resources of the engine's own, for its own client; the same text for every node, and none where
  /// the engine has no resources but those of Kubernetes.
  case native
}

/// A text that belongs to a node's program.
public struct Artifact: Sendable {
  /// The file name that fits it, for example `iptables.rules`.
  public var name: String
  /// The text.
  public var content: TextBuffer
  /// The address family that it is about; `nil` if it is about none or both.
  public var family: AddressFamily?

  /// A text.
  public init(name: String, content: TextBuffer, family: AddressFamily? = nil) {
    self.name = name
    self.content = content
    self.family = family
  }
}
