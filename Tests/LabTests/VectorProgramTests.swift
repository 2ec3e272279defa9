import AzureNPM
import Backend
import Calico
import Lab
import Manifests
import PolicyModel
import Reachability
import Support
import Testing
import Text
import Traffic

/// The real engines' own programs, loaded as text: the kernel does with them what the simulation says of ours.
@Suite(.serialized) struct VectorProgramTests {
  /// Our program, save that its texts are an engine's own.
  private struct Borrowed: KernelProgram {
    let own: any KernelProgram
    let texts: [NodeName: [Artifact]]

    var groups: [NodeGroup] { own.groups }
    var refusals: [Refusal] { own.refusals }
    var isBehindProxy: Bool { own.isBehindProxy }
    func artifacts(for node: NodeName, as form: ArtifactForm) -> [Artifact] { texts[node] ?? [] }
    func decide(_ connection: Connection, isTracing: Bool) throws(UndecidableError) -> Decision {
      try own.decide(connection, isTracing: isTracing)
    }
    func reachability(_ family: AddressFamily) throws(UndecidableError) -> Reachability { try own.reachability(family) }
    func device(ofPod index: Int) -> String { own.device(ofPod: index) }
    func source(ofLine line: String, on node: NodeName) -> LineSource? { own.source(ofLine: line, on: node) }
  }

  private static let files = [
    "azure-npm@1.5/random-d", "azure-npm@1.6/random-d", "calico@3.31/random-d", "calico@3.32/random-d",
  ]

  @Test(arguments: FilterKind.allCases, files)
  func `engines' own programs do in the kernel what ours do in the simulation`(_ kind: FilterKind, _ file: String)
    throws
  {
    let name = String(file.prefix { $0 != "/" })
    let backend = try #require(Proof.engines.first { $0.descriptor.name == name })
    let inputs = Dictionary(uniqueKeysWithValues: try InputCase.all("inputs/random-d").map { ($0.name, $0.list) })
    let lines = try Vectors.lines(file).enumerated().filter { $0.offset % 4 == (kind == .nft ? 0 : 2) }.map(\.element)
    var count = 0
    let failures = try Laboratory.with(kind) { lab in
      var failures: [String] = []
      for line in lines {
        let label = line["case"].string ?? ""
        let cluster = ManifestReader.load(text: inputs[label] ?? [], name: "case.json").cluster
        guard let own = try backend.translate(cluster) as? any KernelProgram else { continue }
        let texts = Self.texts(line, cluster)
        guard !texts.isEmpty else { continue }
        let program = Borrowed(own: own, texts: texts)
        failures += try lab.differences(ProbeMatrix(of: cluster), program, cluster).map { "\(label): \($0)" }
        count += 1
      }
      return failures
    }
    #expect(failures == [])
    #expect(count > 5)
  }

  private static func texts(_ line: JSON, _ cluster: Cluster) -> [NodeName: [Artifact]] {
    let nodes = line["nodes"].fields
    guard nodes.isEmpty else {
      return Dictionary(
        nodes.map { (NodeName($0), artifacts($1, isFelix: true)) }, uniquingKeysWith: { first, _ in first })
    }
    guard !line["chains"].fields.isEmpty else { return [:] }
    let all = artifacts(line, isFelix: false)
    return Dictionary(cluster.nodeNames.map { ($0, all) }, uniquingKeysWith: { first, _ in first })
  }

  private static func artifacts(_ program: JSON, isFelix: Bool) -> [Artifact] {
    let (sets, chains) = (program["sets"].elements, program["chains"].fields)
    let creations = sets.map { set in
      let (name, type) = (set["name"].string ?? "", set["type"].string ?? "")
      if isFelix { return "create \(name) \(type) family inet maxelem 1048576\n" }
      let isBlock = set["members"].strings.contains { $0.hasSuffix("nomatch") }
      return "create \(name) \(type)\(isBlock ? " maxelem 4294967295" : "")\n"
    }
    let members = sets.flatMap { set in set["members"].strings.map { "add \(set["name"].string ?? "") \($0)\n" } }
    var rules = "*filter\n"
    for chain in chains.keys.sorted() { rules += ":\(chain) - -\n" }
    for line in chains.values.flatMap(\.strings) + program["hooks"].strings { rules += line + "\n" }
    rules += "COMMIT\n"
    return [("ipset.restore", creations.joined() + members.joined()), ("iptables.restore", rules)].map { name, text in
      var content = TextBuffer()
      content.append(text)
      return Artifact(name: name, content: content, family: .ipv4)
    }
  }
}
