import Netfilter
import Text

/// A line as the printer writes it.
func text(_ command: RestoreCommand, _ dialect: RuleDialect = .asWritten) -> String {
  var buffer = TextBuffer()
  buffer.append(command, as: dialect)
  return buffer.text
}

/// The line that appends a rule to chain C.
func text(_ rule: Rule, _ dialect: RuleDialect) -> String { text(.append(rule, to: "C"), dialect) }

func text(_ script: RestoreScript, _ dialect: RuleDialect = .asWritten) -> String {
  var buffer = TextBuffer()
  buffer.append(script, as: dialect)
  return buffer.text
}

func text(_ command: SetCommand, _ dialect: SetDialect = .asWritten) -> String {
  var buffer = TextBuffer()
  buffer.append(command, as: dialect)
  return buffer.text
}

func text(_ script: SetScript, _ dialect: SetDialect = .asWritten) -> String {
  var buffer = TextBuffer()
  buffer.append(script, as: dialect)
  return buffer.text
}

/// The rule of `-A C …`.
func rule(_ words: String) throws -> Rule {
  guard case .append(let rule, _) = try RestoreCommand(parsing: "-A C " + words) else { return Rule() }
  return rule
}
