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
