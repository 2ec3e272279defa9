import Netfilter
import PolicyModel
import Simulation
import Support
import Text
import Traffic

/// What the engine made of one case.
struct VectorCase: Decodable, Sendable {
  struct Node: Decodable, Sendable {
    var hooks: [String]
    var chains: [String: [String]]
    var sets: [VectorSet]
  }

  struct VectorSet: Decodable, Hashable, Sendable {
    var name: String
    var id: String
    var type: String
    var members: [String]
  }

  private enum CodingKeys: String, CodingKey {
    case name = "case"
    case policies
    case nodes
  }

  var name: String
  var policies: [JSON]
  var nodes: [String: Node]

  /// What differs first between this and an IPv4 program, in words; `nil` if nothing does.
  func difference(from dataplane: NetfilterDataplane) -> String? {
    let programs = dataplane.programs.filter { $0.program.family == .ipv4 }
    let all = programs.flatMap { program in program.nodes.map { ($0.text, program) } }
    guard Set(all.map(\.0)) == Set(nodes.keys) else { return "nodes \(all.map(\.0))" }
    for (name, program) in all {
      if let expected = nodes[name], let difference = expected.difference(from: program) {
        return "\(name): \(difference)"
      }
    }
    return nil
  }
}

extension VectorCase.Node {
  fileprivate func difference(from node: NodeProgram) -> String? {
    let printed = node.hooks.map { hook in
      var line = TextBuffer()
      line.append(hook.command, as: .felix)
      return line.text
    }
    for chain in [" FORWARD ", " INPUT ", " OUTPUT "] {
      let (want, got) = (hooks.filter { $0.contains(chain) }, printed.filter { $0.contains(chain) })
      if want != got { return "hooks\n  want \(want)\n  got  \(got)" }
    }
    let table = node.program[.filter]?.chains ?? []
    let names = Set(table.map(\.name.text))
    if names != Set(chains.keys) { return "chains \(names.symmetricDifference(chains.keys))" }
    for chain in table {
      let rules = chain.rules.map { Self.text($0, in: chain) }
      if rules != chains[chain.name.text] {
        return "\(chain.name)\n  want \(chains[chain.name.text] ?? [])\n  got  \(rules)"
      }
    }
    let got = Set(node.program.sets.map(Self.described))
    let want = Set(sets)
    return got == want ? nil : "sets: missing \(want.subtracting(got)), extra \(got.subtracting(want))"
  }

  private static func text(_ rule: Rule, in chain: Chain) -> String {
    var line = TextBuffer()
    line.append(rule, in: chain.name, as: .felix)
    return line.text
  }

  private static func described(_ set: IPSet) -> VectorCase.VectorSet {
    let members = set.members.map { member in
      var text = TextBuffer()
      text.append(member, as: .felix)
      return text.text
    }
    return VectorCase.VectorSet(
      name: set.name.text, id: set.label, type: set.type.rawValue,
      members: members.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}
