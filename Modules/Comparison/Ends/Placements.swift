internal import Backend
internal import PolicyModel

/// Where the ends are, for each contender, under one numbering of the nodes: contenders may have different clusters, between
/// which a pod has moved.
struct Placements: Sendable {
  /// Where an end is.
  enum Placement: Hashable, Sendable {
    /// On no node that matters, or on none.
    case plain
    /// On this node for all contenders; other ends have moved from or to it.
    case fixed(Int)
    /// On another node for one contender than for another, or on none.
    case moved([Int?])
  }

  /// The placement of each end.
  let placements: [Placement]

  init(_ ends: [JointEnd], _ contenders: [Contender]) {
    var numbers: [NodeName: Int] = [:]
    let names = contenders.map { contender in
      contender.book.nodes.map { name in
        let number = numbers[name] ?? numbers.count
        numbers[name] = number
        return number
      }
    }
    let nodes = ends.map { end in zip(names, end.nodes).map { names, node in node.map { names[$0] } } }
    let moved = nodes.filter { Self.hasMoved($0) }
    let touched = Set(moved.joined().compactMap { $0 })
    placements = nodes.map { nodes in
      if Self.hasMoved(nodes) { return .moved(nodes) }
      guard let node = nodes.first ?? nil, touched.contains(node) else { return .plain }
      return .fixed(node)
    }
  }

  private static func hasMoved(_ nodes: [Int?]) -> Bool { nodes.contains { $0 != nodes[0] } }
}

extension Placements.Placement {
  /// For each of `count` contenders whether two ends are on one node; `nil` where neither has moved, so that it is the
  /// same for all contenders and each pair of ends has its own answer.
  func isSameNode(_ other: Self, _ count: Int) -> [Bool]? {
    switch (self, other) {
    case (.moved(let left), .moved(let right)): zip(left, right).map { $0 != nil && $0 == $1 }
    case (.moved(let nodes), .fixed(let node)), (.fixed(let node), .moved(let nodes)): nodes.map { $0 == node }
    case (.moved, .plain), (.plain, .moved): Array(repeating: false, count: count)
    default: nil
    }
  }
}
