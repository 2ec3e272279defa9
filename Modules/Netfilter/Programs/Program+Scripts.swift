public import Traffic

extension Program {
  /// What the kernel holds after these scripts on a fresh node, sets first.
  ///
  /// Made for what `ipset save` and `iptables-save` printed, but takes any scripts.
  public init(
    family: AddressFamily = .ipv4, restoring script: RestoreScript, sets: SetScript = SetScript()
  ) throws(NetfilterError) {
    self.init(family: family)
    try sets.apply(to: &self)
    try script.apply(to: &self, flush: true)
  }

  /// The lines of `iptables-save`, remarks aside: the kernel's own chains first, then the others by name.
  public var saveScript: RestoreScript {
    var commands: [RestoreCommand] = []
    for table in tables {
      let chains = table.savedChains
      commands.append(.table(table.name))
      for chain in chains {
        commands.append(.declare(chain.name, policy: chain.policy, counters: chain.counters ?? Counters()))
      }
      for chain in chains {
        for rule in chain.rules { commands.append(.append(rule, to: chain.name)) }
      }
      commands.append(.commit)
    }
    return RestoreScript(commands)
  }

  /// The lines of `ipset save`: each set with its members, the lists last because they name the others.
  public var setSaveScript: SetScript {
    var commands: [SetCommand] = []
    for set in sets.filter({ $0.type != .listSet }) + sets.filter({ $0.type == .listSet }) {
      let entries = set.bookkeeping?.entries ?? [:]
      var empty = set
      empty.members = []
      empty.bookkeeping?.entries = [:]
      commands.append(SetCommand(.create(empty)))
      for member in set.members {
        commands.append(SetCommand(.add(member, to: set.name, extra: entries[member] ?? "")))
      }
    }
    return SetScript(commands)
  }
}
