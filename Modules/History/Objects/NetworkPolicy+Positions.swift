internal import Diagnostics
internal import PolicyModel

extension NetworkPolicy {
  /// Visits the position of the policy and of each of its parts, always in the same order.
  mutating func forEachPosition(_ body: (inout SourcePosition) -> Void) {
    body(&position)
    podSelector.forEachPosition(body)
    for index in ingress.indices { ingress[index].forEachPosition(body) }
    for index in egress.indices { egress[index].forEachPosition(body) }
  }
}

extension PolicyRule {
  fileprivate mutating func forEachPosition(_ body: (inout SourcePosition) -> Void) {
    body(&position)
    for index in peers.indices {
      body(&peers[index].position)
      peers[index].podSelector?.forEachPosition(body)
      peers[index].namespaceSelector?.forEachPosition(body)
      if peers[index].ipBlock != nil { body(&peers[index].ipBlock!.position) }
    }
    for index in ports.indices { body(&ports[index].position) }
  }
}

extension LabelSelector {
  fileprivate mutating func forEachPosition(_ body: (inout SourcePosition) -> Void) {
    body(&position)
    for index in matchExpressions.indices { body(&matchExpressions[index].position) }
  }
}

extension StoredPlace {
  /// Packs the positions of one object, which are in one file: lines and columns as differences.
  static func pack(_ positions: [SourcePosition]) -> [UInt8] {
    var packed = PackedNumbers()
    var line = 0
    for position in positions {
      packed.append(signed: Int(position.line) - line)
      packed.append(UInt64(position.column))
      line = Int(position.line)
    }
    return packed.bytes
  }

  /// The positions that `pack` packed, in the file of this index; as many as there are.
  func positions(file: UInt32) -> [SourcePosition] {
    var reader = PackedReader(lines)
    var result: [SourcePosition] = []
    var line = 0
    while let step = reader.nextSigned(), let column = reader.next() {
      line = max(0, line &+ step)
      result.append(
        SourcePosition(file: file, line: UInt32(clamping: line), column: UInt32(clamping: column)))
    }
    return result
  }
}
