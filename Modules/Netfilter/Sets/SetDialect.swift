/// Whose words a set command is printed in; all of them mean the same to ipset.
public enum SetDialect: Hashable, Sendable, CaseIterable {
  /// Azure NPM's: `-N S --exist nethash`, `-A S 10.0.0.1,TCP:80`.
  case npm
  /// Felix': `create S hash:net family inet maxelem 1048576`, `add S 10.0.0.1/32`.
  case felix
  /// What `ipset save` 7.17 prints: masked blocks, single addresses without `/32`, all options.
  case save
  /// The one in which each command was parsed.
  case asWritten
}
