import Backend
import Manifests
import Netfilter
import PolicyModel
import Simulation
import Support
import Testing
import Text
import Traffic

@testable import Calico

/// Properties of whole programs that vectors do not show.
@Suite struct ProgramTests {
  @Test(arguments: ["inputs/random-b", "inputs/edge-a"], Calico.Version.allCases)
  func `the order of the input changes no byte`(_ file: String, _ version: Calico.Version) throws {
    var random = SeededGenerator("shuffled \(file)")
    for input in try InputCase.all(file).prefix(12) {
      let cluster = ManifestReader.load(text: input.list, name: "case.json").cluster
      let shuffled = Cluster(
        symbols: cluster.symbols, files: cluster.files, namespaces: cluster.namespaces.shuffled(using: &random),
        pods: cluster.pods.shuffled(using: &random), nodes: cluster.nodes.shuffled(using: &random),
        policies: cluster.policies.shuffled(using: &random))
      #expect(try Self.text(of: cluster, version) == Self.text(of: shuffled, version), "\(input.name)")
    }
  }

  @Test(arguments: ["inputs/edge-a", "inputs/published"], Calico.Version.allCases)
  func `loading the texts into an empty node gives the program`(_ file: String, _ version: Calico.Version) throws {
    for input in try InputCase.all(file).prefix(20) {
      let cluster = ManifestReader.load(text: input.list, name: "case.json").cluster
      let dataplane = try #require(try Calico(version).translate(cluster) as? NetfilterDataplane)
      for node in dataplane.programs {
        let family = node.program.family
        let texts = dataplane.artifacts(for: node.nodes[0], as: .restore).filter { $0.family == family }
        let names = family == .ipv4 ? ["ipset.restore", "iptables.restore"] : ["ipset6.restore", "ip6tables.restore"]
        #expect(texts.map(\.name) == names)
        var loaded = Program(family: family)
        try SetScript(parsing: texts[0].content.text).apply(to: &loaded)
        try RestoreScript(parsing: texts[1].content.text).apply(to: &loaded)
        for chain in node.program[.filter]?.chains ?? [] {
          #expect(loaded[.filter]?[chain.name]?.rules == chain.rules, "\(input.name) \(chain.name)")
        }
        #expect(loaded[.filter]?["FORWARD"]?.rules.count == 3)
        #expect(Set(loaded.sets) == Set(node.program.sets), "\(input.name)")
      }
    }
  }

  @Test func `nodes share the chains of policies and the members of sets`() throws {
    let inputs = try InputCase.all("inputs/random-a")
    var compared = 0
    for input in inputs.prefix(30) {
      let cluster = ManifestReader.load(text: input.list, name: "case.json").cluster
      let dataplane = try #require(try Calico().translate(cluster) as? NetfilterDataplane)
      var chains: [ChainName: [Rule]] = [:]
      var members: [SetName: [SetMember]] = [:]
      for node in dataplane.programs where node.program.family == .ipv4 {
        for chain in node.program[.filter]?.chains ?? [] where chain.name.text.hasPrefix("cali-p") {
          if let other = chains[chain.name] { compared += Self.isShared(other, chain.rules) ? 1 : -1_000 }
          chains[chain.name] = chain.rules
        }
        for set in node.program.sets where set.label.contains(":") && !set.members.isEmpty {
          if let other = members[set.name] { compared += Self.isShared(other, set.members) ? 1 : -1_000 }
          members[set.name] = set.members
        }
      }
    }
    #expect(compared > 100)
  }

  @Test func `every rule of a policy's chain knows where it comes from`() throws {
    for input in try InputCase.all("inputs/random-b").prefix(30) {
      let cluster = ManifestReader.load(text: input.list, name: "case.json").cluster
      let dataplane = try #require(try Calico().translate(cluster) as? NetfilterDataplane)
      for chain in dataplane.programs.flatMap({ $0.program[.filter]?.chains ?? [] }) {
        for rule in chain.rules where chain.name.text.hasPrefix("cali-pi-") || chain.name.text.hasPrefix("cali-po-") {
          try Self.checkOrigin(of: rule, in: chain, of: cluster)
        }
      }
      for set in dataplane.programs.flatMap(\.program.sets) where set.label.contains(":") {
        #expect(set.origin.policy != nil, "\(set.label)")
      }
    }
  }

  private static func checkOrigin(of rule: Rule, in chain: Chain, of cluster: Cluster) throws {
    let direction: Origin.Direction = chain.name.text.hasPrefix("cali-pi-") ? .ingress : .egress
    let policy = try #require(rule.origin.policy.map { cluster.policies[Int($0)] })
    #expect(rule.origin.direction == direction)
    let rules = policy.rules(direction == .ingress ? .ingress : .egress)
    guard let index = rule.origin.rule else { return }
    let peers = rules[index].peers
    #expect(peers.isEmpty ? rule.origin.peer == nil : peers.indices.contains(rule.origin.peer ?? -1))
  }

  /// Whether two arrays are one in memory.
  private static func isShared<Element>(_ left: [Element], _ right: [Element]) -> Bool {
    left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { $0.baseAddress == left.baseAddress } }
  }

  private static func text(of cluster: Cluster, _ version: Calico.Version) throws -> String {
    let program = try Calico(version).translate(cluster)
    return program.groups.flatMap { group in program.artifacts(for: group.nodes[0], as: .restore) }
      .map(\.content.text).joined()
  }
}
