import Netfilter
import Support
import Testing
import Text

struct VectorRoundTripTests {
  /// Every different line and set of an engine; cyclonus' Calico file repeats what the others hold.
  private struct Known {
    var lines: Set<String> = []
    var sets: Set<VectorText.VectorSet> = []

    init(_ engine: String) throws {
      for file in Vectors.names(in: engine) where file != "calico@3.31/cyclonus" {
        for program in try VectorText.load(file).flatMap(\.programs) {
          lines.formUnion(program.lines)
          sets.formUnion(program.sets)
        }
      }
    }
  }

  @Test(arguments: VectorText.engines)
  func `Every rule and set of the engines reads back to the letter and to an equal value in all dialects`(
    engine: String
  ) throws {
    let known = try Known(engine)
    #expect(known.lines.count > 1000)
    #expect(known.sets.count > 400)
    let isAzure = engine.hasPrefix("azure")
    // The older releases differ in names only: their own dialect is enough.
    let others: [RuleDialect] = engine == "azure-npm@1.5" || engine == "calico@3.31" ? [] : [.npm, .felix, .save]
    let wrong = try known.lines.sorted().flatMap { try failures($0, isAzure ? .npm : .felix, others) }
    #expect(wrong.prefix(5) == [])

    let source = isAzure ? npmText(known.sets.sorted()) : felixText(known.sets.sorted())
    let script = try SetScript(parsing: source)
    #expect(text(script) == source)
    #expect(text(script, isAzure ? .npm : .felix) == source)
    for dialect in [SetDialect.npm, .felix, .save] {
      #expect(try SetScript(parsing: text(script, dialect)) == script)
    }
  }

  private func failures(_ line: String, _ dialect: RuleDialect, _ others: [RuleDialect]) throws -> [String] {
    let command = try RestoreCommand(parsing: line)
    var failures = text(command) == line && text(command, dialect) == line ? [] : [line]
    for other in others where other != dialect {
      let printed = text(command, other)
      let again = try RestoreCommand(parsing: printed)
      if again != command || text(again, other) != printed { failures.append(printed) }
    }
    return failures
  }
}

/// The text that Azure NPM sends for these sets.
func npmText(_ sets: [VectorText.VectorSet]) -> String {
  let creations = sets.map { set in
    let type = ["hash:net": "nethash", "list:set": "setlist"][set.type] ?? set.type
    return
      "-N \(set.name) --exist \(type)\(set.members.contains { $0.hasSuffix("nomatch") } ? " maxelem 4294967295" : "")\n"
  }
  return creations.joined() + sets.flatMap { set in set.members.map { "-A \(set.name) \($0)\n" } }.joined()
}

/// The text that Felix sends for these sets.
func felixText(_ sets: [VectorText.VectorSet]) -> String {
  sets.map { set in
    "create \(set.name) \(set.type) family inet maxelem 1048576\n"
      + set.members.map { "add \(set.name) \($0)\n" }.joined()
  }.joined()
}
