internal import Netfilter
internal import PolicyModel
internal import Text
internal import Traffic

/// A node's program as the fields of an element of `programs` in `moat.translate/1`, without its `nodes`.
struct ProgramJSON {
  let tools: NetfilterTools
  let cluster: Cluster

  /// How deep the fields stand in the whole document.
  private static let depth = 3

  func render(_ node: NodeProgram) -> TextBuffer {
    JSONWriter.fields(depth: Self.depth) { json in
      json.field("family", node.program.family.key)
      json.field("hooks") { json in write(node.hooks, to: &json) }
      json.field("tables") { json in
        json.object { json in
          for table in node.program.tables {
            json.field(table.name.rawValue) { json in write(table, to: &json) }
          }
        }
      }
      json.field("sets") { json in
        json.array { json in
          for set in node.program.sets { write(set, to: &json) }
        }
      }
    }
  }

  private func write(_ hooks: [Hook], to json: inout JSONWriter) {
    json.object { json in
      for table in TableName.allCases where hooks.contains(where: { $0.table == table }) {
        json.field(table.rawValue) { json in
          json.array { json in
            for hook in hooks where hook.table == table {
              var line = TextBuffer()
              line.append(hook.command, as: tools.ruleDialect)
              json.string(utf8: line.bytes[...])
            }
          }
        }
      }
    }
  }

  private func write(_ table: Table, to json: inout JSONWriter) {
    json.array { json in
      for chain in table.chains {
        json.object { json in
          json.field("chain", chain.name.text)
          json.field("policy", policy(of: chain))
          json.field("rules") { json in
            json.array { json in
              for rule in chain.rules {
                var line = TextBuffer(capacity: 200)
                line.append(rule, in: chain.name, as: tools.ruleDialect)
                json.string(utf8: line.bytes[...])
              }
            }
          }
        }
      }
    }
  }

  /// The policy that all rules of a chain come from, if they come from one.
  private func policy(of chain: Chain) -> String? {
    guard let policy = chain.rules.first?.origin.policy, Int(policy) < cluster.policies.count,
      chain.rules.allSatisfy({ $0.origin.policy == policy })
    else { return nil }
    return cluster.text(cluster.policies[Int(policy)].id)
  }

  private func write(_ set: IPSet, to json: inout JSONWriter) {
    json.object { json in
      json.field("name", set.name.text)
      json.field("label", set.label)
      if !set.meaning.isEmpty { json.field("meaning", set.meaning) }
      json.field("type", set.type.rawValue)
      json.field("family", set.family == .ipv4 ? "inet" : "inet6")
      json.field("members") { json in
        json.array { json in
          var member = TextBuffer(capacity: 40)
          for value in set.members {
            member.bytes.removeAll(keepingCapacity: true)
            member.append(value, as: tools.setDialect)
            json.string(utf8: member.bytes[...])
          }
        }
      }
    }
  }
}
