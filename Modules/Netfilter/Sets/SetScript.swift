/// The commands of an `ipset restore` input, or of what `ipset save` prints, line for line.
public struct SetScript: Hashable, Sendable {
  /// One command for each line.
  public var commands: [SetCommand]

  /// A script of these commands.
  public init(_ commands: [SetCommand] = []) { self.commands = commands }
}
