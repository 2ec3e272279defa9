internal import ArgumentParser
internal import Backend
internal import History
internal import Moat

/// `moat cluster create`
struct ClusterCreateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a cluster known, with its network and engine.",
    discussion: """
      The first cluster is in use from then on. Exit status: 0, 2 wrong usage, or a combination that AKS refuses, 3 the \
      machine refused.

      EXAMPLES:
        moat cluster create prod --network-plugin azure --network-policy azure
        moat cluster create dev --network-plugin kubenet --network-policy calico --pod-cidr 10.244.0.0/16
      """)

  @Argument(help: "The name.")
  var name: String

  @Option(help: "azure, kubenet or none.")
  var networkPlugin: NetworkPluginWord

  @Option(help: "azure (Azure NPM), calico or none. (default: none, as of az: nothing is enforced)")
  var networkPolicy: NetworkPolicyWord = .none

  @OptionGroup var details: NetworkOptions

  @OptionGroup var place: StoreOption

  func run(in context: Context) throws -> Outcome {
    let network = NetworkChoice(
      networkPlugin.plugin, try networkPolicy.engine, engineVersion: details.engineVersion, podCIDR: details.podCIDR)
    if let objection = ClusterRow.objection(to: name) ?? network.objection { throw objection }
    let backend = try context.registry.backend(for: network)
    let store = try place.open(in: context, for: .create)
    try store.create(name, network)
    let note = network.policy == .none ? " (nothing is enforced)" : ""
    let isInUse = try store.clusterInUse() == name
    try Output.write(
      "created cluster \(name) with engine \(backend.descriptor.name)\(note) in \(store.path)\(isInUse ? "; it is in use" : "")\n"
    )
    return .yes
  }
}
