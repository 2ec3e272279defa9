internal import PolicyModel
internal import Traffic

extension ObjectReader {
  mutating func policy(_ object: StoredObject) throws -> NetworkPolicy {
    var policy = NetworkPolicy(ObjectName(.empty, .empty), podSelector: LabelSelector(), policyTypes: [])
    try document(object) { reader, cursor, key in
      if key == "metadata" {
        policy.id = try reader.metadata(&cursor).name
        return
      }
      try cursor.object { cursor, key in
        switch key {
        case "egress": policy.egress = try reader.rules(&cursor)
        case "ingress": policy.ingress = try reader.rules(&cursor)
        case "podSelector": policy.podSelector = try reader.selector(&cursor)
        case "policyTypes": policy.policyTypes = try reader.values(&cursor) { NetworkPolicy.Direction(rawValue: $0) }
        default: throw cursor.failure()
        }
      }
    }
    return policy
  }

  private mutating func rules(_ cursor: inout JSONCursor) throws -> [PolicyRule] {
    var rules: [PolicyRule] = []
    try cursor.array { cursor in
      var rule = PolicyRule()
      try cursor.object { cursor, key in
        try cursor.array { cursor in
          if key == "ports" { rule.ports.append(try port(&cursor)) } else { rule.peers.append(try peer(&cursor)) }
        }
      }
      rules.append(rule)
    }
    return rules
  }

  private mutating func peer(_ cursor: inout JSONCursor) throws -> PolicyPeer {
    var peer = PolicyPeer()
    try cursor.object { cursor, key in
      switch key {
      case "ipBlock": peer.ipBlock = try block(&cursor)
      case "namespaceSelector": peer.namespaceSelector = try selector(&cursor)
      case "podSelector": peer.podSelector = try selector(&cursor)
      default: throw cursor.failure()
      }
    }
    return peer
  }

  private func block(_ cursor: inout JSONCursor) throws -> IPBlock {
    var texts: [String] = []
    var odd: [String] = []
    try cursor.object { cursor, key in
      switch key {
      case "cidr": texts.insert(try cursor.string(), at: 0)
      case "except": texts += try cursor.strings()
      case "readAs": odd = try cursor.strings()
      default: throw cursor.failure()
      }
    }
    let blocks = texts.map { text -> WrittenBlock in
      if let block = CIDR(text) { return .block(block) }
      let meaning = odd.isEmpty ? "" : odd.removeFirst()
      return CIDR(meaning).map { .padded($0, text) } ?? .malformed(text)
    }
    guard let first = blocks.first else { throw cursor.failure() }
    return IPBlock(first, except: Array(blocks.dropFirst()))
  }

  private mutating func port(_ cursor: inout JSONCursor) throws -> PolicyPort {
    var port = PolicyPort()
    try cursor.object { cursor, key in
      switch key {
      case "endPort": port.endPort = try cursor.integer(as: Int32.self)
      case "port": port.port = try reference(&cursor)
      case "protocol": port.ipProtocol = try ipProtocol(&cursor)
      default: throw cursor.failure()
      }
    }
    return port
  }

  private mutating func selector(_ cursor: inout JSONCursor) throws -> LabelSelector {
    var selector = LabelSelector()
    try cursor.object { cursor, key in
      if key == "matchLabels" {
        selector.matchLabels = try labels(&cursor)
      } else {
        try cursor.array { selector.matchExpressions.append(try requirement(&$0)) }
      }
    }
    return selector
  }

  private mutating func requirement(_ cursor: inout JSONCursor) throws -> LabelRequirement {
    var requirement = LabelRequirement(.empty, .isIn)
    try cursor.object { cursor, key in
      switch key {
      case "key": requirement.key = try symbol(&cursor)
      case "operator": requirement.comparison = try word(&cursor)
      default: try cursor.array { requirement.values.append(try symbol(&$0)) }
      }
    }
    return requirement
  }
}
