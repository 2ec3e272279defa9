public import Diagnostics

/// A snapshot of a cluster: everything that network policy engines read, and nothing else.
///
/// Lists are in ascending byte order of `namespace`, then `name`, whatever order the input had, so that equal clusters
/// give byte-equal programs.
public struct Cluster: Sendable {
  /// Every name, once.
  public let symbols: SymbolTable
  /// The files that positions refer to.
  public let files: SourceFiles
  /// By name; holds every namespace that an object names.
  public let namespaces: [Namespace]
  /// By namespace and name.
  public let pods: [Pod]
  /// By name.
  public let nodes: [Node]
  /// By namespace and name.
  public let services: [Service]
  /// By namespace and name.
  public let policies: [NetworkPolicy]
  /// For each symbol, by its raw value, its place in the byte order of all texts: compare ranks, not texts.
  public let ranks: [UInt32]

  /// A snapshot of the given objects, sorted.
  public init(
    symbols: SymbolTable, files: SourceFiles = SourceFiles(), namespaces: [Namespace] = [], pods: [Pod] = [],
    nodes: [Node] = [], services: [Service] = [], policies: [NetworkPolicy] = []
  ) {
    let ranks = symbols.ranks()
    let order = { (name: ObjectName) in
      UInt64(ranks[Int(name.namespace.rawValue)]) << 32 | UInt64(ranks[Int(name.name.rawValue)])
    }
    self.symbols = symbols
    self.files = files
    self.ranks = ranks
    self.namespaces = namespaces.sorted { ranks[Int($0.name.rawValue)] < ranks[Int($1.name.rawValue)] }
    self.nodes = nodes.sorted { ranks[Int($0.name.rawValue)] < ranks[Int($1.name.rawValue)] }
    self.pods = Self.sorted(pods) { order($0.id) }
    self.services = Self.sorted(services) { order($0.id) }
    self.policies = Self.sorted(policies) { order($0.id) }
  }

  /// The text of a symbol.
  public func text(_ symbol: Symbol) -> String { symbols.text(symbol) }

  /// `namespace/name`.
  public func text(_ name: ObjectName) -> String { symbols.text(name.namespace) + "/" + symbols.text(name.name) }

  /// The names of all nodes, ascending: the Node objects; without any, those that pods name; without these, `node`.
  public var nodeNames: [NodeName] {
    if !nodes.isEmpty { return nodes.map { NodeName(text($0.name)) } }
    let named = Set(pods.compactMap(\.node)).map { NodeName(text($0)) }
    return named.isEmpty ? [NodeName("node")] : named.sorted()
  }

  /// Sorts indices by a key computed once each, so that large values are moved once.
  private static func sorted<Object>(_ objects: [Object], by key: (Object) -> UInt64) -> [Object] {
    let keys = objects.map(key)
    if zip(keys, keys.dropFirst()).allSatisfy({ $0 <= $1 }) { return objects }
    return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { objects[$0] }
  }
}
