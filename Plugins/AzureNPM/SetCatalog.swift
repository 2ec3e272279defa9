internal import Netfilter
internal import PolicyModel
internal import Text
internal import Traffic

/// The sets of a cluster under construction: each is made when it is first named, as the engine makes them.
struct SetCatalog {
  /// A set with the names that it has on both sides of the hash.
  struct Entry {
    var name: SetName
    var label: String
    var type: SetType
    /// Whether it holds one policy's block: the engine makes these without a limit to their size.
    var isBlock = false
    var members: [SetMember] = []
    var origin: Origin = .none
  }

  private var entries: [Entry] = []
  private var indices: [SetKey: Int] = [:]
  private let symbols: SymbolTable
  private let naming: Naming

  init(symbols: SymbolTable, naming: Naming) {
    self.symbols = symbols
    self.naming = naming
  }

  /// The index of the set that `key` stands for, made empty if it is new.
  mutating func index(of key: SetKey) -> Int {
    if let index = indices[key] { return index }
    var label = TextBuffer(capacity: 48)
    key.appendName(to: &label, symbols: symbols, naming: naming)
    var entry = Entry(name: SetName(naming.setName(label.bytes)), label: label.text, type: Self.type(of: key))
    if case .block = key { entry.isBlock = true }
    entries.append(entry)
    indices[key] = entries.count - 1
    return entries.count - 1
  }

  /// The set that `key` stands for, made empty if it is new.
  mutating func entry(of key: SetKey) -> Entry {
    let index = index(of: key)
    return entries[index]
  }

  /// Adds a member to the set that `key` stands for.
  mutating func add(_ member: SetMember, to key: SetKey) {
    let index = index(of: key)
    entries[index].members.append(member)
  }

  /// Adds a set to a list, once.
  mutating func add(_ key: SetKey, toList list: SetKey) {
    let member = SetMember.set(entry(of: key).name)
    let index = index(of: list)
    if !entries[index].members.contains(member) { entries[index].members.append(member) }
  }

  /// Fills a set that a policy owns; does nothing if it is filled already.
  mutating func fill(_ key: SetKey, with members: [SetMember], origin: Origin) {
    let index = index(of: key)
    guard entries[index].members.isEmpty else { return }
    entries[index].members = members
    entries[index].origin = origin
  }

  /// The kernel's sets by label.
  ///
  /// With 32-bit names two sets may share a hash, and are one set there: that which was made first, with the members of
  /// both where type and size agree; a `-N` that says otherwise fails, with all that follows it.
  func sets() -> [IPSet] {
    var places: [SetName: Int] = [:]
    var sets: [IPSet] = []
    for entry in entries {
      if let place = places[entry.name] {
        sets[place].meaning = "\(sets[place].label) and \(entry.label), by one 32-bit name"
        guard sets[place].type == entry.type, (sets[place].maxelem != nil) == entry.isBlock else { continue }
        for member in entry.members where !sets[place].members.contains(member) { sets[place].members.append(member) }
        continue
      }
      places[entry.name] = sets.count
      var set = IPSet(
        entry.name, entry.type, members: entry.members, maxelem: entry.isBlock ? .max : nil, label: entry.label)
      set.origin = entry.origin
      sets.append(set)
    }
    return sets.sorted { $0.label < $1.label }
  }

  /// Leaves each member once in its set, for clusters in which two pods have one address.
  mutating func removeRepeatedMembers() {
    for index in entries.indices {
      var seen: Set<SetMember> = []
      entries[index].members.removeAll { !seen.insert($0).inserted }
    }
  }

  private static func type(of key: SetKey) -> SetType {
    switch key {
    case .namespace, .podLabelKey, .podLabel, .block: .hashNet
    case .namedPort: .hashIPPort
    case .namespaceLabelKey, .namespaceLabel, .allNamespaces, .nestedLabel: .listSet
    }
  }
}
