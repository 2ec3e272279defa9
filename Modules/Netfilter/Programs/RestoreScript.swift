/// The commands of an `iptables-restore` input, or of what `iptables-save` prints, line for line.
public struct RestoreScript: Hashable, Sendable {
  /// One command for each line.
  public var commands: [RestoreCommand]

  /// A script of these commands; `*table` and `COMMIT` are commands too.
  public init(_ commands: [RestoreCommand] = []) { self.commands = commands }
}
