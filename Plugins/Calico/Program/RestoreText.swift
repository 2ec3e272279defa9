internal import Backend
internal import Netfilter
internal import Simulation
internal import Text
internal import Traffic

/// The texts that Felix sends to ipset and iptables for a fresh node.
///
/// Source: `felix/ipsets/ipsets.go`, `felix/iptables/table.go`: sets first, then `iptables-restore --noflush`.
enum RestoreText {
  /// How Felix writes its programs, and what the network plugin calls pods' devices.
  static func tools(
    _ settings: CalicoSettings, resources: [CalicoPolicy]
  ) -> NetfilterTools {
    let prefix = settings.interfacePrefixes[0]
    var tools = NetfilterTools(
      ruleDialect: .felix, setDialect: .felix, restore: { artifacts(for: $0) },
      podInterface: { EndpointTable.interface(of: $0, prefix: prefix) })
    tools.native = { [Artifact(name: "policies.yaml", content: PolicyResources.render(resources))] }
    return tools
  }

  private static func artifacts(for node: NodeProgram) -> [Artifact] {
    let family = node.program.family
    let names =
      family == .ipv4 ? ("ipset.restore", "iptables.restore") : ("ipset6.restore", "ip6tables.restore")
    return [
      Artifact(name: names.0, content: sets(of: node.program), family: family),
      Artifact(name: names.1, content: tables(of: node), family: family),
    ]
  }

  private static func sets(of program: Program) -> TextBuffer {
    var text = TextBuffer(capacity: program.sets.reduce(0) { $0 + 90 + $1.members.count * 60 })
    for set in program.sets { text.append(set, as: .felix) }
    text.append(literal: "COMMIT\n")
    return text
  }

  private static func tables(of node: NodeProgram) -> TextBuffer {
    let family = node.program.family
    var text = TextBuffer()
    for table in node.program.tables {
      text.append("*\(table.name.rawValue)\n")
      for chain in table.chains {
        text.append(.declare(chain.name), as: .felix, family: family)
        text.append(byte: 10)
      }
      for chain in table.chains {
        for rule in chain.rules {
          text.append(rule, in: chain.name, as: .felix, family: family)
          text.append(byte: 10)
        }
      }
      for hook in node.hooks where hook.table == table.name {
        text.append(hook.command, as: .felix, family: family)
        text.append(byte: 10)
      }
      text.append(literal: "COMMIT\n")
    }
    return text
  }
}
