import Netfilter
import Support
import Testing
import Text
import Traffic

/// The kernel as the judge: what it was given, what it says it has, and what Moat makes of both.
@Suite(.serialized, .enabled(if: !KernelNamespace.isMissing, KernelNamespace.reason))
struct KernelRoundTripTests {
  typealias Backend = KernelNamespace.Backend

  /// Loads both texts, dumps them, and compares the dumps with the values.
  private func check(
    _ space: KernelNamespace, _ backend: Backend, sets: String, rules: String, family: AddressFamily = .ipv4
  ) throws {
    let tool = (family == .ipv4 ? "iptables-" : "ip6tables-") + backend.rawValue
    var loaded = Program(family: family)
    try SetScript(parsing: sets).apply(to: &loaded)
    try RestoreScript(parsing: rules).apply(to: &loaded)
    try space.run(["ipset", "restore"], input: sets)
    try space.run(["\(tool)-restore", "--noflush"], input: rules)
    let ruleDump = try space.run(["\(tool)-save"])
    let countedDump = try space.run(["\(tool)-save", "-c"])
    let setDump = try space.run(["ipset", "save"])

    // Parsed and printed again, a dump is the same to the byte.
    for dump in [ruleDump, countedDump] {
      let script = try RestoreScript(parsing: dump)
      #expect(text(script, .save) == dump)
      #expect(text(script) == dump)
    }
    let setScript = try SetScript(parsing: setDump)
    #expect(text(setScript, .save) == setDump)
    #expect(text(setScript) == setDump)

    // What was dumped is what was loaded.
    let dumped = try Program(family: family, restoring: RestoreScript(parsing: ruleDump), sets: setScript)
    #expect(dumped == loaded)
    #expect(differences(dumped, loaded) == [])

    // What we would dump is what was dumped.
    var buffer = TextBuffer()
    buffer.append(loaded.saveScript, as: .save, family: family)
    #expect(buffer.text == withoutRemarks(ruleDump))
    #expect(setLines(text(loaded.setSaveScript, .save)) == setLines(setDump))
    #expect(text(dumped.setSaveScript, .save) == setDump)
  }

  private func differences(_ left: Program, _ right: Program) -> [String] {
    var found: [String] = []
    for table in left.tables {
      for chain in table.savedChains {
        let other = right[table.name]?[chain.name]?.rules ?? []
        for (a, b) in zip(chain.rules, other) where a != b { found.append(text(a, .save) + " / " + text(b, .save)) }
      }
    }
    return found
  }

  private func withoutRemarks(_ dump: String) -> String {
    dump.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0 + "\n" }.joined()
  }

  /// Each set's lines in an order of their own, without what only the kernel can know.
  private func setLines(_ dump: String) -> [String] {
    dump.split(separator: "\n").map { line in
      var words = line.split(separator: " ").map(String.init)
      for option in ["hashsize", "bucketsize", "initval"] {
        if let index = words.firstIndex(of: option) { words.removeSubrange(index...(index + 1)) }
      }
      return words.joined(separator: " ")
    }.sorted()
  }

  private func declared(_ chains: [String: [String]], hooks: [String], order: [String] = []) -> String {
    let names = order + chains.keys.sorted().filter { !order.contains($0) }
    return "*filter\n" + names.map { ":\($0) - -\n" }.joined()
      + names.flatMap { chains[$0] ?? [] }.map { $0 + "\n" }.joined() + hooks.map { $0 + "\n" }.joined() + "COMMIT\n"
  }

  @Test(arguments: Backend.allCases, ["azure-npm@1.6/edge-a", "azure-npm@1.5/published"])
  func `Azure NPM's programs come back from the kernel as they went in`(backend: Backend, file: String) throws {
    let cases = try VectorText.load(file).compactMap { text in text.programs.first { $0.chains != nil } }
    try backend.with("npm") { space in
      for program in cases.prefix(8) {
        let rules = declared(program.chains ?? [:], hooks: program.hooks)
        try check(space, backend, sets: npmText(program.sets), rules: rules)
        try space.clear(backend)
      }
    }
  }

  @Test(arguments: Backend.allCases, ["calico@3.31/edge-a", "calico@3.32/published"])
  func `Calico's nodes come back from the kernel as they went in`(backend: Backend, file: String) throws {
    let programs = try VectorText.load(file).prefix(4).flatMap { $0.programs.prefix(2) }
    try backend.with("cali") { space in
      for program in programs {
        let rules = declared(program.chains ?? [:], hooks: program.hooks)
        try check(space, backend, sets: felixText(program.sets), rules: rules)
        try space.clear(backend)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `A program with every match and target comes back from the kernel as it went in`(backend: Backend) throws {
    try backend.with("all") { space in
      try check(space, backend, sets: WholeModel.sets, rules: WholeModel.rules)
    }
  }

  @Test(arguments: Backend.allCases)
  func `An IPv6 program with sets comes back from the kernel as it went in`(backend: Backend) throws {
    try backend.with("six") { space in
      try check(space, backend, sets: WholeModel.sets6, rules: WholeModel.rules6, family: .ipv6)
    }
  }

  @Test(arguments: Backend.allCases)
  func `Azure NPM's boot text and a policy's text lead where the scripts say`(backend: Backend) throws {
    try backend.with("boot") { space in
      var program = Program()
      try SetScript(parsing: WholeModel.npmSets).apply(to: &program)
      try space.run(["ipset", "restore"], input: WholeModel.npmSets)
      for script in WholeModel.npmScripts {
        try RestoreScript(parsing: script).apply(to: &program)
        try space.run(["iptables-\(backend.rawValue)-restore", "--noflush"], input: script)
        let dump = try space.run(["iptables-\(backend.rawValue)-save"])
        #expect(withoutRemarks(dump) == text(program.saveScript, .save))
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `Random rules come back from the kernel as they went in`(backend: Backend) throws {
    var generator = RuleGenerator(SeededGenerator("kernel rules"), forKernel: true)
    let rules = (0..<400).map { _ in generator.rule() }
    for dialect in [RuleDialect.npm, .felix, .save] {
      var script = RestoreScript([.table(.filter), .declare("C"), .declare("D")])
      script.commands += rules.map { .append($0, to: "C") } + [.commit]
      try backend.with("random-\(dialect)") { space in
        try check(space, backend, sets: RuleGenerator.setText, rules: text(script, dialect))
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `The kernel refuses what applying a script refuses`(backend: Backend) throws {
    try backend.with("refuse") { space in
      for body in WholeModel.refusedBodies {
        let script = "*filter\n:A - -\n:B - -\n\(body)\nCOMMIT\n"
        #expect(throws: KernelNamespace.Refusal.self, "\(body)") {
          try space.run(["iptables-\(backend.rawValue)-restore"], input: script)
        }
        #expect(throws: NetfilterError.self, "\(body)") {
          var program = Program()
          try RestoreScript(parsing: script).apply(to: &program)
        }
      }
    }
  }
}
