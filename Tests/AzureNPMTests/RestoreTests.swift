import AzureNPM
import Backend
import Manifests
import Netfilter
import PolicyModel
import Simulation
import Support
import Testing
import Text

/// The texts that the engine's tools load, against the state that the backend says they lead to.
@Suite struct RestoreTests {
  @Test(arguments: ["inputs/edge-a", "inputs/random-d", "inputs/published"], AzureNPM.Version.allCases)
  func `loading the texts into an empty node gives the program`(_ file: String, _ version: AzureNPM.Version) throws {
    for input in try InputCase.all(file) {
      let cluster = ManifestReader.load(text: input.list, name: "case.json").cluster
      let program = try #require(try AzureNPM(version).translate(cluster) as? NetfilterDataplane)
      let node = try #require(program.programs.first)
      let texts = program.artifacts(for: node.nodes[0], as: .restore)
      #expect(texts.map(\.name) == ["ipset.restore", "iptables.restore"])
      var loaded = Program()
      try SetScript(parsing: texts[0].content.text).apply(to: &loaded)
      try RestoreScript(parsing: texts[1].content.text).apply(to: &loaded)
      for chain in node.program[.filter]?.chains ?? [] {
        #expect(loaded[.filter]?[chain.name]?.rules == chain.rules, "\(input.name) \(chain.name)")
      }
      #expect(loaded[.filter]?["FORWARD"]?.rules.count == 1)
      #expect(Set(loaded.sets) == Set(node.program.sets), "\(input.name)")
    }
  }

  /// `x/pcob70` and `x/q4a3a1` have one 32-bit hash.
  @Test func `policies that share a chain by their hash share its rules, each with its jump`() throws {
    let policies = ["pcob70", "pzz", "q4a3a1"].map { name in
      """
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: \(name), namespace: x},
        spec: {podSelector: {matchLabels: {app: \(name)}}, policyTypes: [Ingress]}}
      """
    }
    let cluster = ManifestReader.load(text: Array(policies.joined(separator: "\n---\n").utf8), name: "p.yaml").cluster
    let program = try #require(try AzureNPM(.v1_5).translate(cluster) as? NetfilterDataplane)
    let table = try #require(program.programs[0].program[.filter])
    #expect(table["AZURE-NPM-INGRESS-329874583"]?.rules.count == 2)
    let texts = program.artifacts(for: NodeName("node"), as: .restore)
    var loaded = Program()
    try SetScript(parsing: texts[0].content.text).apply(to: &loaded)
    try RestoreScript(parsing: texts[1].content.text).apply(to: &loaded)
    for chain in table.chains { #expect(loaded[.filter]?[chain.name]?.rules == chain.rules, "\(chain.name)") }
  }

  @Test func `the batch is in the order of the texts namespace and name`() throws {
    let policies = ["x/p", "x-2/p", "a/z"].map { id in
      let parts = id.split(separator: "/")
      return """
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: \(parts[1]), namespace: \(parts[0])},
          spec: {podSelector: {}, policyTypes: [Ingress]}}
        """
    }
    let cluster = ManifestReader.load(text: Array(policies.joined(separator: "\n---\n").utf8), name: "p.yaml").cluster
    let text = try #require(try AzureNPM().translate(cluster).artifacts(for: NodeName("node"), as: .restore).last)
    let jumps = text.content.text.split(separator: "\n").filter { $0.hasPrefix("-I AZURE-NPM-INGRESS") }
    let names = jumps.compactMap { $0.split(separator: "INGRESS-POLICY-").last?.split(separator: "-TO-").first }
    #expect(names == ["a/z", "x-2/p", "x/p"])
  }

  @Test func `the jumps stand behind the rules of their policy and above the frame`() throws {
    let yaml = """
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: b, namespace: x},
        spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: x},
        spec: {podSelector: {}, policyTypes: [Ingress]}}
      """
    let cluster = ManifestReader.load(text: Array(yaml.utf8), name: "p.yaml").cluster
    let program = try AzureNPM().translate(cluster)
    let text = try #require(program.artifacts(for: NodeName("node"), as: .restore).last).content.text
    Golden.expect(text, matches: "AzureNPM/two-policies.iptables.restore")
  }
}
