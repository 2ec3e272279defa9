import AzureNPM
import Backend
import Manifests
import Netfilter
import PolicyModel
import Simulation
import Support
import Testing
import Text

/// The real engine's own output, case by case; what it holds is told in `Tests/Vectors/README.md`.
@Suite struct VectorTests {
  static let files = [AzureNPM.Version.v1_6, .v1_5].flatMap { version in
    Vectors.names(in: "azure-npm@\(version.rawValue)").map { VectorFile(version: version, name: $0) }
  }

  @Test(arguments: files)
  func `every case of the vectors is translated as the engine does`(_ file: VectorFile) throws {
    let expected = Dictionary(
      uniqueKeysWithValues: try Vectors.lines(file.name).map { ($0["case"].string ?? "", $0) })
    let inputs = try InputCase.all("inputs/\(file.inputs)")
    #expect(inputs.count == expected.count)
    for input in inputs {
      let (cluster, program) = try translate(input.list, version: file.version)
      let difference = VectorCase(program, of: cluster, expected: expected[input.name] ?? .null).firstDifference()
      #expect(difference == nil, "\(file.name) \(input.name)")
    }
  }

  private func translate(_ list: [UInt8], version: AzureNPM.Version) throws -> (Cluster, NetfilterDataplane) {
    let manifests = ManifestReader.load(text: list, name: "case.json")
    try #require(manifests.isTranslatable, "\(manifests.diagnostics)")
    let program = try AzureNPM(version).translate(manifests.cluster)
    return (manifests.cluster, try #require(program as? NetfilterDataplane))
  }
}

/// A file of the engine's outputs and the inputs that belong to it.
struct VectorFile: Sendable, CustomTestStringConvertible {
  var version: AzureNPM.Version
  var name: String

  var inputs: String { String(name.split(separator: "/").last ?? "") }
  var testDescription: String { name }
}

/// A program beside what the engine made of the same input.
struct VectorCase {
  private let program: NetfilterDataplane
  private let cluster: Cluster
  private let expected: JSON

  init(_ program: NetfilterDataplane, of cluster: Cluster, expected: JSON) {
    self.program = program
    self.cluster = cluster
    self.expected = expected
  }

  /// What differs first, in words; `nil` if nothing does.
  func firstDifference() -> String? {
    guard program.programs.count == 1, let node = program.programs.first else { return "not one program" }
    let refused = Set(program.refusals.map { cluster.text($0.policy) })
    if refused != Set(expected["refused"].fields.keys) { return "refused \(refused)" }
    let hooks = node.hooks.map { hook in
      var line = TextBuffer()
      line.append(hook.command, as: .npm)
      return line.text
    }
    if hooks != expected["hooks"].strings { return "hooks \(hooks)" }
    let chains = Dictionary(uniqueKeysWithValues: (node.program[.filter]?.chains ?? []).map { ($0.name.text, $0) })
    return difference(of: chains, in: node) ?? difference(ofSets: node.program.sets)
  }

  private func difference(of chains: [String: Chain], in node: NodeProgram) -> String? {
    let isExact = expected["exact"].boolean == true
    let wanted = expected[isExact ? "chains" : "canonical"].fields
    if Set(wanted.keys) != Set(chains.keys) { return "chains \(Set(wanted.keys).symmetricDifference(chains.keys))" }
    let labels = Dictionary(uniqueKeysWithValues: node.program.sets.map { ($0.name, $0.label) })
    for (name, chain) in chains {
      let rules = chain.rules.map { isExact ? text($0, in: chain) : canonical($0, in: chain, labels: labels) }
      let wantedRules = wanted[name]?.strings ?? []
      if rules != wantedRules { return "\(name)\n  want \(wantedRules)\n  got  \(rules)" }
    }
    return nil
  }

  private func text(_ rule: Rule, in chain: Chain) -> String {
    var line = TextBuffer()
    line.append(rule, in: chain.name, as: .npm)
    return line.text
  }

  /// Without comment, set matches under their labels, sorted behind the rest.
  private func canonical(_ rule: Rule, in chain: Chain, labels: [SetName: String]) -> String {
    var rest = rule
    var sets: [String] = []
    rest.matches = rule.matches.filter { match in
      if case .comment = match { return false }
      guard case .set(let name, let directions, let negated) = match else { return true }
      let side = directions[0] == .source ? "src" : "dst"
      let sides = Array(repeating: side, count: Int(directions.count)).joined(separator: ",")
      sets.append(" [\(negated ? "! " : "")\(labels[name] ?? "") \(sides)]")
      return false
    }
    return text(rest, in: chain) + sets.sorted().joined()
  }

  private func difference(ofSets sets: [IPSet]) -> String? {
    let got = Set(
      sets.map { set in
        let members = set.members.map { member in
          var text = TextBuffer()
          text.append(member, as: .npm)
          return text.text
        }
        return [set.name.text, set.label, set.type.rawValue] + members.sorted()
      })
    let wanted = Set(
      expected["sets"].elements.map { set in
        [set["name"].string ?? "", set["label"].string ?? "", set["type"].string ?? ""]
          + set["members"].strings.sorted()
      })
    if got == wanted { return nil }
    return "sets: missing \(wanted.subtracting(got).prefix(2)), extra \(got.subtracting(wanted).prefix(2))"
  }
}
