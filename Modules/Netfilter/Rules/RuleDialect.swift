/// Whose words a rule is printed in; all of them mean the same to iptables.
public enum RuleDialect: Hashable, Sendable, CaseIterable {
  /// Azure NPM's: target first, `-p TCP --dport 80`, `--set-mark`, comments without quotes.
  case npm
  /// Felix': long options, quoted comments, target last.
  case felix
  /// What `iptables-save` 1.8.9 prints.
  case save
  /// The one in which the rule was parsed; `save` for rules that were not.
  case asWritten
}
