internal import PolicyModel
internal import Traffic

/// The nodes that pods can be put on: the Node objects; without any, those that pods name; without these, `node`.
struct NodeChoice {
  private let names: [Symbol]
  private let nodes: [Node]

  init(_ nodes: [Node], pods: [Pod], symbols: inout SymbolTable) {
    let table = symbols
    self.nodes = nodes.sorted { table.precedes($0.name, $1.name) }
    if nodes.isEmpty {
      let named = Set(pods.compactMap(\.node)).sorted { table.precedes($0, $1) }
      names = named.isEmpty ? [symbols.intern("node")] : named
    } else {
      names = self.nodes.map(\.name)
    }
  }

  /// The nodes with all of the given labels; all nodes if there is none and `orAll` says so, or if there are no Node
  /// objects to tell by.
  func candidates(_ labels: [Label], orAll: Bool) -> [Symbol] {
    if labels.isEmpty || nodes.isEmpty { return names }
    let fitting = nodes.filter { node in labels.allSatisfy { node.labels.contains($0) } }.map(\.name)
    return fitting.isEmpty && orAll ? names : fitting
  }
}
