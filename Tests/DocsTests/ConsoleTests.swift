import Support
import Testing

/// Runs the commands that the documents show and compares what they print.
struct ConsoleTests {
  private static let blocks = Document.all.flatMap(ConsoleBlock.all)

  @Test(arguments: blocks) func `Shown commands print what is shown`(block: ConsoleBlock) throws {
    if block.needsLab, let obstacle = Console.labObstacle { try Test.cancel("no lab: \(obstacle)") }
    try Console.with { console in
      defer { if block.needsLab { console.clearLabs() } }
      var steps = block.steps
      for (index, step) in block.steps.enumerated() where !Self.isMake(step) {
        let printed = try console.run(step.command)
        if step.covers(printed.lines), step.status == printed.status { continue }
        (steps[index].output, steps[index].status) = (printed.lines, printed.status)
        if !Golden.isRewriting { Self.report(step, in: block, printed: printed) }
      }
      if Golden.isRewriting, steps != block.steps { try Console.rewrite(block, steps: steps) }
    }
  }

  @Test(arguments: blocks) func `Shown make targets exist`(block: ConsoleBlock) throws {
    let targets = try Self.makeTargets()
    for step in block.steps where Self.isMake(step) {
      let words = step.command.split(separator: " ").dropFirst().filter { !$0.contains("=") && !$0.hasPrefix("-") }
      for target in words where !targets.contains(String(target)) {
        Issue.record("\(block.path):\(step.line): the Makefile has no target \(target)")
      }
    }
  }

  @Test func `Every command with a prompt is in a console block, which begins with one`() {
    for document in Document.all {
      for fence in document.fences {
        let hasPrompt = document.lines[fence.content].contains { $0.hasPrefix("$ ") }
        #expect(
          hasPrompt == (fence.language == "console"), "\(document.path):\(fence.content.lowerBound): \(fence.language)")
      }
    }
    for block in Self.blocks { #expect(block.content.first?.hasPrefix("$ ") == true, "\(block.testDescription)") }
  }

  @Test func `Every target of the Makefile is in its help`() throws {
    let help = try Command("make", "-C", RepositoryRoot.path, "--no-print-directory", "help").run().outputText
    let listed = help.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap { $0.split(separator: " ").first }
    #expect(Set(listed.map(String.init)).union(["help"]) == (try Self.makeTargets()))
  }

  private static func isMake(_ step: ConsoleBlock.Step) -> Bool {
    step.command == "make" || step.command.hasPrefix("make ")
  }

  private static func makeTargets() throws -> Set<String> {
    let lines = try RepositoryRoot.text(of: "Makefile").split(separator: "\n")
    return Set(lines.compactMap { $0.prefixMatch(of: /([a-z][a-z-]*):( |$)/).map { String($0.1) } })
  }

  private static func report(
    _ step: ConsoleBlock.Step, in block: ConsoleBlock, printed: (lines: [String], status: Int32)
  ) {
    let place = "\(block.path):\(step.line): $ \(step.command)"
    let status = step.status == printed.status ? "" : "\nstatus \(printed.status); the document says \(step.status)"
    let table = LineDifference(expected: step.output, printed: printed.lines)
    Issue.record("\(place)\(status)\n\(step.covers(printed.lines) ? "" : table.description)")
  }
}
