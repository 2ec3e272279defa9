internal import Netfilter
internal import Reachability
internal import Traffic

/// Finds the ends that fulfil conditions as the kernel would: in a set, the most specific block decides.
struct SetMembership {
  private let index: EndIndex
  private var marks: [Int8]
  private var found: [[Int32]?] = []

  init(_ index: EndIndex) {
    self.index = index
    marks = Array(repeating: 0, count: index.ends.count)
  }

  /// For each condition of a data plane, the ends that fulfil it, each once.
  mutating func ends(of plane: FlatDataplane) -> [[Int32]] {
    found = Array(repeating: nil, count: plane.conditions.sets.count)
    return plane.conditions.conditions.map { condition in
      switch condition {
      case .sets(let sets): union(sets, plane.conditions)
      case .blocks(let blocks): blocks.flatMap { index.ends(in: $0) }.map { Int32($0) }
      case .device(let pattern):
        plane.devices.indices.compactMap { end in
          plane.devices[end].map { InterfacePattern(pattern).matches($0) } == true ? Int32(end) : nil
        }
      }
    }
  }

  private mutating func union(_ sets: [Int32], _ table: ConditionTable) -> [Int32] {
    if sets.count == 1 { return ends(in: sets[0], table) }
    // All parts first: finding them needs the marks, too.
    let parts = sets.map { ends(in: $0, table) }
    var all: [Int32] = []
    for part in parts {
      for end in part where marks[Int(end)] == 0 {
        marks[Int(end)] = 1
        all.append(end)
      }
    }
    for end in all { marks[Int(end)] = 0 }
    return all
  }

  private mutating func ends(in number: Int32, _ table: ConditionTable) -> [Int32] {
    if let known = found[Int(number)] { return known }
    let ends = ends(in: table.sets[Int(number)])
    found[Int(number)] = ends
    return ends
  }

  /// The ends whose address is in a set of addresses or blocks, each once.
  private mutating func ends(in set: IPSet) -> [Int32] {
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
      for end in index.ends(in: block.masked) where marks[end] < 3 { mark(end, isExcluded ? 2 : 1, &touched) }
    }
    let found = touched.filter { marks[Int($0)] & 1 == 1 }
    for end in touched { marks[Int(end)] = 0 }
    return found
  }

  /// The ends with the traffic that sets of addresses with ports give them.
  func ports(in sets: [Int32], of table: ConditionTable) -> [Int32: TrafficSet] {
    var found: [Int32: [IPProtocol: [PortRange]]] = [:]
    for set in sets {
      for case .port(let address, let ipProtocol, let port) in table.sets[Int(set)].members {
        guard let end = index.end(at: address) else { continue }
        // A protocol without ports is looked for under port 0.
        let isPortless = !ipProtocol.hasPorts && ![.udplite, .icmp, .icmpv6].contains(ipProtocol)
        if isPortless, port != 0 { continue }
        let range = isPortless ? PortRange.all : PortRange(port)
        found[Int32(end), default: [:]][ipProtocol, default: []].append(range)
      }
    }
    return found.mapValues { ports in
      ports.reduce(TrafficSet.empty) { $0.union(TrafficSet($1.key, PortSet($1.value))) }
    }
  }

  private mutating func mark(_ end: Int?, _ value: Int8, _ touched: inout [Int32]) {
    guard let end else { return }
    if marks[end] == 0 { touched.append(Int32(end)) }
    marks[end] = value
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
