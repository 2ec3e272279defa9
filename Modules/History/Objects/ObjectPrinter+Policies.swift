internal import PolicyModel
internal import Text
internal import Traffic

extension ObjectPrinter {
  func policy(_ policy: NetworkPolicy) -> JSONWriter {
    document("networking.k8s.io/v1", .policy) { json in
      json.metadata(policy.id.namespace, policy.id.name, .empty, of: cluster.symbols)
      json.field("spec") { json in
        json.object { json in
          rules("egress", policy.egress, peers: "to", to: &json)
          rules("ingress", policy.ingress, peers: "from", to: &json)
          selector("podSelector", policy.podSelector, to: &json)
          json.strings("policyTypes", policy.policyTypes.map(\.rawValue))
        }
      }
    }
  }

  private func rules(_ field: String, _ rules: [PolicyRule], peers: String, to json: inout JSONWriter) {
    guard !rules.isEmpty else { return }
    json.list(field, rules) { json, rule in
      json.object { json in
        if peers == "from", !rule.peers.isEmpty { json.list(peers, rule.peers, peer) }
        if !rule.ports.isEmpty { json.list("ports", rule.ports, port) }
        if peers == "to", !rule.peers.isEmpty { json.list(peers, rule.peers, peer) }
      }
    }
  }

  private func peer(_ json: inout JSONWriter, _ peer: PolicyPeer) {
    json.object { json in
      if let block = peer.ipBlock {
        json.field("ipBlock") { json in
          json.object { json in
            json.field("cidr", block.cidr.description)
            if !block.except.isEmpty { json.strings("except", block.except.map(\.description)) }
            let odd = ([block.cidr] + block.except).compactMap(\.readAs)
            if !odd.isEmpty { json.strings("readAs", odd) }
          }
        }
      }
      if let selector = peer.namespaceSelector { self.selector("namespaceSelector", selector, to: &json) }
      if let selector = peer.podSelector { self.selector("podSelector", selector, to: &json) }
    }
  }

  private func port(_ json: inout JSONWriter, _ port: PolicyPort) {
    json.object { json in
      if let end = port.endPort { json.field("endPort", Int(end)) }
      if let reference = port.port { json.reference("port", reference, of: cluster.symbols) }
      json.field("protocol", port.ipProtocol.label)
    }
  }

  private func selector(_ field: String, _ selector: LabelSelector, to json: inout JSONWriter) {
    let table = cluster.symbols
    json.field(field) { json in
      json.object { json in
        if !selector.matchExpressions.isEmpty {
          json.list("matchExpressions", selector.matchExpressions) { json, requirement in
            json.object { json in
              json.symbol("key", requirement.key, of: table)
              json.field("operator", requirement.comparison.rawValue)
              if !requirement.values.isEmpty {
                json.list("values", requirement.values) { json, value in json.string(utf8: table.utf8(value)) }
              }
            }
          }
        }
        json.labels(selector.matchLabels, named: "matchLabels", of: table)
      }
    }
  }
}

extension WrittenBlock {
  /// What a text that is no plain block was read as, so that reading it again needs no rules about odd texts: the block
  /// behind leading zeros, nothing for a text that is none; `nil` for a block.
  fileprivate var readAs: String? {
    switch self {
    case .block: nil
    case .padded(let block, _): block.description
    case .malformed: ""
    }
  }
}

extension JSONWriter {
  fileprivate mutating func list<Element>(
    _ field: String, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void
  ) {
    self.field(field) { json in
      json.array { json in for element in elements { body(&json, element) } }
    }
  }
}
