public import Netfilter
public import PolicyModel

/// The netfilter program that a group of nodes holds.
public struct NodeProgram: Sendable {
  /// The nodes, ascending; at least one.
  public var nodes: [NodeName]
  /// The engine's own chains and sets; the kernel's chains are not in it.
  public var program: Program
  /// What the engine puts into the kernel's own chains, in the order in which it does.
  public var hooks: [Hook]

  /// A program of these nodes.
  public init(nodes: [NodeName], program: Program, hooks: [Hook]) {
    self.nodes = nodes
    self.program = program
    self.hooks = hooks
  }
}

/// A rule that an engine puts into a chain of the kernel.
public struct Hook: Hashable, Sendable {
  /// The table of the chain.
  public var table: TableName
  /// An insert or an append.
  public var command: RestoreCommand

  /// A hook.
  public init(_ table: TableName, _ command: RestoreCommand) {
    self.table = table
    self.command = command
  }
}
