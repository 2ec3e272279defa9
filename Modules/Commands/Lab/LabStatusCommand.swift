internal import ArgumentParser
internal import Backend
internal import Lab

/// `moat lab status`
struct LabStatusCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "List the labs and what is in them, and check that their nodes hold what they should.",
    discussion: """
      Without --name, all labs. Each node's rules and sets are read back and compared with the program. Exit status: 0,
      or 3 where a lab has lost its process or a node holds something else.

      EXAMPLES:
        moat lab status
        moat lab status --name two
      """)

  @OptionGroup var lab: LabName

  func run(in context: Context) throws -> Outcome {
    let names = lab.name.map { [$0] } ?? LabFolder.all.map(\.name)
    if names.isEmpty { try Output.write("no lab is up\n") }
    var outcome = Outcome.yes
    for name in names {
      do {
        try report(Lab(name), in: context)
      } catch let error as LabError where lab.name == nil {
        // What is wrong with one lab is no reason to keep silent about the others.
        Output.complain("error: \(error)")
        outcome = .machine
      }
    }
    return outcome
  }

  private func report(_ lab: Lab, in context: Context) throws {
    let made = try LabCluster(of: lab, in: context)
    try Output.write(LabReport.summary(lab, made.backend.descriptor) + LabReport.places(lab))
    try lab.network.verify(made.program, for: made.cluster)
  }
}
