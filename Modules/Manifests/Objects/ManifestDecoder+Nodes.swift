internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// What is read of a node's `spec` and `status`.
struct NodeDraft {
  var podCIDRs: [CIDR] = []
  /// The one in `podCIDR`, which older servers give alone.
  var podCIDR: CIDR?
  var addresses: [IPAddress] = []
}

extension ManifestDecoder {
  /// Reads a node's `spec`.
  mutating func readNodeSpec(_ draft: inout NodeDraft) throws(Stop) {
    try readMapping(.nodeSpec) { decoder, field throws(Stop) in
      switch field {
      case .podCIDR: draft.podCIDR = try decoder.readBlock()
      case .podCIDRs:
        try decoder.readSequence { decoder, _ throws(Stop) in
          if let block = try decoder.readBlock() { draft.podCIDRs.append(block) }
        }
      default: try decoder.events.skip()
      }
    }
  }

  /// Reads a node's `status`.
  mutating func readNodeStatus(_ draft: inout NodeDraft) throws(Stop) {
    try readMapping(.nodeStatus) { decoder, field throws(Stop) in
      guard field == .addresses else { return try decoder.events.skip() }
      try decoder.readSequence { decoder, _ throws(Stop) in
        if let address = try decoder.readNodeAddress() { draft.addresses.append(address) }
      }
    }
  }

  /// The node.
  func node(_ name: Symbol, _ draft: ObjectDraft) -> Node {
    let blocks = draft.node.podCIDRs.isEmpty ? draft.node.podCIDR.map { [$0] } ?? [] : draft.node.podCIDRs
    return Node(
      name: name, labels: draft.metadata?.labels ?? .empty, addresses: draft.node.addresses, podCIDRs: blocks,
      position: draft.position)
  }

  /// Reads an entry of a node's addresses and gives it if it is an internal one.
  private mutating func readNodeAddress() throws(Stop) -> IPAddress? {
    var type = ""
    var text: (text: String, place: SourcePosition)?
    try readMapping(.nodeAddress) { decoder, field throws(Stop) in
      let place = decoder.position
      let value = try decoder.readText() ?? ""
      if field == .type { type = value } else { text = (value, place) }
    }
    guard type == "InternalIP", let text else { return nil }
    if let address = lenientAddress(text.text) { return address }
    add(.invalidAddress(pathText(.address), text.text), at: text.place)
    return nil
  }
}
