internal import ArgumentParser
internal import Lab

/// `moat lab exec`
struct LabExecCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "exec",
    abstract: "Run a command in a pod, on a node or outside.",
    discussion: """
      The command has the network of the place and the files of this machine; the names of pods and Services resolve as in
      the cluster. Its exit status is moat's.

      EXAMPLES:
        moat lab exec shop/web -- wget -qO- http://db.shop
        moat lab exec node/aks-1 -- iptables-nft-save -c
        moat lab exec outside -- ping -c 1 10.244.0.1
      """)

  @OptionGroup var lab: LabName

  @Argument(help: ArgumentHelp("namespace/pod, node/NAME or outside.", valueName: "place"))
  var place: String

  @Argument(parsing: .postTerminator, help: ArgumentHelp("The command, behind --.", valueName: "command"))
  var command: [String]

  func validate() throws {
    guard !command.isEmpty else { throw ValidationError("nothing to run; name a command behind --") }
  }

  func run(in context: Context) throws -> Outcome {
    let lab = try Lab(lab.chosen)
    guard let index = lab.network.plan.place(named: place) else {
      let known = lab.network.plan.places.filter { $0.role != .fabric }.map(\.name)
      let list = known.prefix(10).joined(separator: ", ") + (known.count > 10 ? ", and \(known.count - 10) more" : "")
      throw Failure(outcome: .input, message: "\"\(place)\" is not in the lab; expected one of \(list)")
    }
    try lab.become(command, in: index)
    return .machine
  }
}
