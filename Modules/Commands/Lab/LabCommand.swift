internal import ArgumentParser
internal import Lab
internal import SystemCalls

/// `moat lab`
struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "Meet an engine's program in the real kernel: pods as network namespaces, real packets.",
    discussion: """
      A lab is a small cluster on this machine: a network namespace for each pod and node, the engine's program loaded
      with the engine's own tools. It needs Linux, root (or unshare -rn), ip, ipset and iptables. The machine's own \
      network is never changed. Labs have names: --name, or else MOAT_LAB, or else "default".

      Exit status: 0 done, 1 kernel and simulation differ, 2 wrong usage or input, 3 the machine refused.

      EXAMPLES:
        moat lab up -f cluster.yaml --engine calico
        moat lab probe --port 80 --port 53/UDP
        moat lab exec shop/web -- wget -qO- http://db.shop
        moat lab apply -f stricter.yaml
        moat lab trace --from shop/web --to shop/db --port 5432
        moat lab down
        moat lab run -f cluster.yaml -- moat lab probe
      """,
    subcommands: [
      LabUpCommand.self, LabProbeCommand.self, LabExecCommand.self, LabApplyCommand.self, LabLabelCommand.self,
      LabTraceCommand.self, LabStatusCommand.self, LabRunCommand.self, LabDownCommand.self, LabCollectCommand.self,
      LabHoldCommand.self,
    ])
}

/// Which lab a command is about.
struct LabName: ParsableArguments {
  @Option(help: "The lab's name. (default: $MOAT_LAB, or \"default\")")
  var name: String?

  /// The name that is meant.
  var chosen: String { name ?? Host.variable(Lab.variable) ?? "default" }
}

/// `moat lab down`
struct LabDownCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "down",
    abstract: "Take a lab down: its processes, namespaces, devices, rules and sets.",
    discussion: """
      EXAMPLES:
        moat lab down
        moat lab down --name other
      """)

  @OptionGroup var lab: LabName

  func run(in context: Context) throws -> Outcome {
    try LabCollector.down(lab.chosen)
    return .yes
  }
}

/// `moat lab gc`
struct LabCollectCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Clear what is left of labs whose process was killed.",
    discussion: """
      Labs that are up are left alone.

      EXAMPLES:
        moat lab gc
      """)

  func run(in context: Context) throws -> Outcome {
    let names = try LabCollector.collect()
    for name in names { try Output.write("cleared lab \(name)\n") }
    if names.isEmpty { try Output.write("nothing to clear\n") }
    return .yes
  }
}

/// `moat lab hold`: the process that a lab lives in; started by `up` and `run`.
struct LabHoldCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "hold", abstract: "Hold a lab; started by moat lab up and moat lab run.", shouldDisplay: false)

  @OptionGroup var lab: LabName

  func run(in context: Context) throws -> Outcome {
    try LabHolder.run(lab.chosen)
    return .yes
  }
}
