internal import ArgumentParser
internal import Backend
internal import Lab

/// `moat lab status`
struct LabStatusCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "List the labs and what is in them, and check that their nodes hold what they should.",
    discussion: """
      Without --name, all labs. Each node's rules and sets are read back and compared with the program.

      EXAMPLES:
        moat lab status
        moat lab status --name two
      """)

  @OptionGroup var lab: LabName

  func run(in context: Context) throws -> Outcome {
    let names = lab.name.map { [$0] } ?? LabFolder.all.map(\.name)
    if names.isEmpty { try Output.write("no lab is up\n") }
    for name in names {
      let lab: Lab
      do {
        lab = try Lab(name)
      } catch {
        guard self.lab.name == nil else { throw error }
        Output.complain("error: \(error)")
        continue
      }
      let made = try LabCluster(of: lab, in: context)
      try Output.write(LabReport.summary(lab, made.backend.descriptor) + LabReport.places(lab))
      try lab.network.verify(made.program, for: made.cluster)
    }
    return .yes
  }
}
