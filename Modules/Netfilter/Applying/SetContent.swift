import Traffic

/// One set while commands work on it: its members with an index, built when the first command touches them.
struct SetContent {
  private var base: IPSet
  private var slots: [SetMember?] = []
  private var places: [SetMember: Int]?

  init(_ set: IPSet) { base = set }

  var type: SetType { base.type }
  var name: SetName {
    get { base.name }
    set { base.name = newValue }
  }

  /// The set as it is now.
  var set: IPSet {
    guard places != nil else { return base }
    var set = base
    set.members = slots.compactMap(\.self)
    return set
  }

  func isAlike(_ other: IPSet) -> Bool { base.isAlike(other) }

  func isSwappable(with other: SetContent) -> Bool {
    base.type == other.base.type && (base.family == other.base.family || base.type == .listSet)
  }

  mutating func add(_ member: SetMember, extra: String, isForgiving: Bool) throws(NetfilterError.Reason) {
    guard fits(member) else { throw .badMember(member, of: name, type: type) }
    open()
    let key = member.key
    if let place = places?[key] {
      guard isForgiving else { throw .existingMember(member, of: name) }
      slots[place] = member
    } else {
      guard type == .listSet || UInt32(clamping: places?.count ?? 0) < base.capacity else {
        throw .fullSet(name, capacity: base.capacity)
      }
      places?[key] = slots.count
      slots.append(member)
    }
    guard !extra.isEmpty else { return }
    if base.bookkeeping == nil { base.bookkeeping = SetBookkeeping() }
    base.bookkeeping?.entries[member] = extra
  }

  mutating func delete(_ member: SetMember, isForgiving: Bool) throws(NetfilterError.Reason) {
    guard fits(member) else { throw .badMember(member, of: name, type: type) }
    open()
    if let place = places?.removeValue(forKey: member.key) {
      slots[place] = nil
    } else if !isForgiving {
      throw .missingMember(member, of: name)
    }
  }

  mutating func flush() {
    base.members = []
    base.bookkeeping?.entries = [:]
    (slots, places) = ([], nil)
  }

  private mutating func open() {
    guard places == nil else { return }
    slots = base.members
    places = Dictionary(
      zip(base.members.lazy.map(\.key), base.members.indices), uniquingKeysWith: { $1 })
    base.members = []
  }

  /// Whether the type can hold the member; a `hash:net` holds no block of length 0.
  private func fits(_ member: SetMember) -> Bool {
    switch (type, member) {
    case (.hashNet, .net(let block, _)): block.family == base.family && block.length > 0
    case (.hashNet, .address(let address)), (.hashIP, .address(let address)): address.family == base.family
    case (.hashIP, .net(let block, isExcluded: false)): block.family == base.family && block.onlyAddress != nil
    case (.hashIPPort, .port(let address, _, _)): address.family == base.family
    case (.listSet, .set): true
    default: false
    }
  }
}
