internal import Netfilter
internal import Reachability
internal import Traffic

/// Finds the ends that are in a set as the kernel would: the most specific block decides.
struct SetMembership {
  private let index: EndIndex
  private var marks: [Int8]

  init(_ index: EndIndex) {
    self.index = index
    marks = Array(repeating: 0, count: index.ends.count)
  }

  /// The ends whose address is in a set of addresses or blocks, in no order.
  mutating func ends(in set: IPSet) -> [Int32] {
    var blocks: [(block: CIDR, isExcluded: Bool)] = []
    var touched: [Int32] = []
    for member in set.members {
      switch member {
      case .address(let address): mark(index.end(at: address), 3, &touched)
      case .net(let block, let isExcluded):
        guard let address = block.single else {
          blocks.append((block, isExcluded))
          continue
        }
        mark(index.end(at: address), isExcluded ? 4 : 3, &touched)
      case .port, .set: break
      }
    }
    // Of equal blocks the last one counts, so the order among them must stay.
    let order = blocks.indices.sorted { (blocks[$0].block.length, $0) < (blocks[$1].block.length, $1) }
    for (block, isExcluded) in order.map({ blocks[$0] }) where block.family == index.family {
      for end in index.ends(in: block) where marks[end] < 3 { mark(end, isExcluded ? 2 : 1, &touched) }
    }
    let found = touched.filter { marks[Int($0)] & 1 == 1 }
    for end in touched { marks[Int(end)] = 0 }
    return found
  }

  /// The ends with the protocols and ports that a set of addresses with ports gives them.
  func ports(in set: IPSet) -> [Int32: [ProtocolAndPort]] {
    var found: [Int32: [ProtocolAndPort]] = [:]
    for case .port(let address, let ipProtocol, let port) in set.members {
      guard let end = index.end(at: address) else { continue }
      found[Int32(end), default: []].append(ProtocolAndPort(ipProtocol: ipProtocol, port: port))
    }
    return found.mapValues { Array(Set($0)).sorted() }
  }

  private mutating func mark(_ end: Int?, _ value: Int8, _ touched: inout [Int32]) {
    guard let end else { return }
    if marks[end] == 0 { touched.append(Int32(end)) }
    marks[end] = value
  }
}

/// A port of a protocol.
struct ProtocolAndPort: Hashable, Comparable, Sendable {
  var ipProtocol: IPProtocol
  var port: UInt16

  static func < (left: Self, right: Self) -> Bool {
    (left.ipProtocol, left.port) < (right.ipProtocol, right.port)
  }
}

extension CIDR {
  /// The address of a block that has only one.
  var single: IPAddress? {
    switch self {
    case .v4(let block): block.length == 32 ? .v4(block.address) : nil
    case .v6(let block): block.length == 128 ? .v6(block.address) : nil
    }
  }
}
