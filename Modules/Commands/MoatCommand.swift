internal import ArgumentParser

/// The root of the command line.
struct MoatCommand: ParsableCommand {
  /// What the parser's own errors begin with, as all others do.
  static let _errorPrefix = "error: "

  static let configuration = CommandConfiguration(
    commandName: "moat",
    abstract: "Shows what Kubernetes network policies really do under the engine that enforces them.",
    discussion: """
      Moat translates policies into the very iptables and ipset programs that an engine would load on each node.

      Exit status: 0 yes, 1 no (an engine refuses a policy), 2 wrong usage or input, 3 the machine refused.

      Shell completions: moat --generate-completion-script bash|zsh|fish

      EXAMPLES:
        moat validate -f policies/
        moat translate -f cluster.yaml --engine azure-npm
        moat translate -f cluster.yaml --engine calico --node aks-1
        kubectl get ns,pod,netpol,node -A -o json | moat translate -f - --format restore -o programs/
      """,
    version: Version.text,
    subcommands: [
      TranslateCommand.self, CheckCommand.self, MatrixCommand.self, ReachCommand.self, CompareCommand.self,
      ValidateCommand.self,
      EnginesCommand.self, ClusterCommand.self, PlanCommand.self, ApplyCommand.self, LogCommand.self, ShowCommand.self,
      DiffCommand.self, RollbackCommand.self, BlameCommand.self, WhenCommand.self, AtCommand.self,
      HistoryCommand.self, LabCommand.self,
    ])
}

/// The version of this program.
enum Version {
  /// As `moat --version` prints it.
  static let text = "moat 0.1.0"
}
