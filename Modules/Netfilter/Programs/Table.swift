/// A table with its chains; the order of the chains means nothing and has no part in equality.
public struct Table: Sendable {
  /// Which table.
  public var name: TableName
  /// The chains, each name once.
  public var chains: [Chain]

  /// A table with just these chains; those of the kernel are not added.
  public init(_ name: TableName, chains: [Chain] = []) { (self.name, self.chains) = (name, chains) }

  /// The chain of this name; O(chains), so build an index where many are looked up.
  public subscript(name: ChainName) -> Chain? { chains.first { $0.name == name } }
}

extension Table: Hashable {
  /// The same chains under the same names; a kernel chain that is not listed is an empty one that accepts.
  public static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && (left.chains == right.chains || left.savedChains == right.savedChains)
  }

  /// Hashes the name; equal tables may list different chains.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Table {
  /// The chains as `iptables-save` lists them: the kernel's own, even those not listed here, then the others by name.
  public var savedChains: [Chain] {
    let own = name.builtInChains
    let others = chains.filter { !own.contains($0.name) }.sorted { $0.name < $1.name }
    let first = own.map { name in
      var chain = self[name] ?? Chain(name)
      chain.policy = chain.policy ?? .accept
      return chain
    }
    return first + others
  }

  /// Whether it does nothing: no rules, no chains but the kernel's own, and those accept.
  public var isIdle: Bool {
    savedChains.count == name.builtInChains.count && savedChains.allSatisfy { $0.rules.isEmpty && $0.policy == .accept }
  }
}
