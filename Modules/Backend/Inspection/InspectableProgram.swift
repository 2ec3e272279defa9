public import PolicyModel
public import Traffic

/// A program whose rules and sizes can be looked at; engines that have none need not be one.
public protocol InspectableProgram: DataplaneProgram {
  /// The address families that it has a program for, IPv4 first.
  var families: [AddressFamily] { get }

  /// The rules that a policy became in a family, on the first node that holds it, in the order of the program; `nil` for
  /// a policy that no node holds. `policy` is its index in the cluster.
  func rules(of policy: Int, family: AddressFamily) -> ProgramRules?

  /// How large the program is, over all nodes, in one family or in all; renders what the tools load.
  func size(of family: AddressFamily?) -> ProgramSize

  /// How many rules the packet is compared with on its whole way.
  ///
  /// Throws where the program has a rule whose meaning is not known.
  func walk(of packet: Packet) throws(UndecidableError) -> Int
}

/// The rules of one policy on one node.
public struct ProgramRules: Hashable, Sendable {
  /// A rule with the place in the policy that it comes from.
  public struct Line: Hashable, Sendable {
    /// The place; the policy as a whole for what frames its rules.
    public var source: PolicyReference
    /// The rule as the engine sends it.
    public var text: String

    /// A line.
    public init(_ source: PolicyReference, _ text: String) { (self.source, self.text) = (source, text) }
  }

  /// The node.
  public var node: NodeName
  /// The rules, in the order of the program.
  public var lines: [Line]

  /// Rules on a node.
  public init(node: NodeName, lines: [Line]) { (self.node, self.lines) = (node, lines) }
}

/// The numbers of a program: those of the node that has the most, and all nodes together.
public struct ProgramSize: Hashable, Sendable {
  /// One number.
  public struct Count: Hashable, Sendable {
    /// On the node that has the most.
    public var most = 0
    /// On all nodes together.
    public var total = 0

    /// Nothing counted.
    public init() {}

    /// Counts `value` on each of some nodes.
    public mutating func add(_ value: Int, nodes: Int) {
      most = max(most, value)
      total += value * nodes
    }
  }

  /// The chains, the kernel's own left out.
  public var chains = Count()
  /// The rules, those in the kernel's chains included.
  public var rules = Count()
  /// The sets.
  public var sets = Count()
  /// The members of all sets.
  public var members = Count()
  /// The bytes of what the tools load.
  public var bytes = Count()
  /// The name of the set with the most members, as people know it.
  public var largestSet = ""
  /// How many members that has.
  public var largestSetMembers = 0

  /// Nothing counted.
  public init() {}
}
