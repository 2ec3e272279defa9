internal import ArgumentParser

/// `moat cluster`
struct ClusterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Make clusters known: create, list, show, use, update, delete.",
    discussion: """
      The words are those of az aks create; combinations that AKS refuses are refused. From then on the engine of \
      questions is the one of the cluster that is named with --cluster or in use.

      EXAMPLES:
        moat cluster create prod --network-plugin azure --network-policy azure
        moat cluster list
        moat cluster update prod --network-policy calico
      """,
    subcommands: [
      ClusterCreateCommand.self, ClusterListCommand.self, ClusterShowCommand.self, ClusterUseCommand.self,
      ClusterUpdateCommand.self, ClusterDeleteCommand.self,
    ])
}
