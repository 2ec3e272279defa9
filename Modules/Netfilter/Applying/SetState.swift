/// The sets of a program while commands work on them.
struct SetState {
  private var contents: [SetContent]
  private var places: [SetName: Int]
  private let names: Set<SetName>

  init(_ program: Program) {
    contents = program.sets.map { SetContent($0) }
    places = Dictionary(
      zip(program.sets.lazy.map(\.name), program.sets.indices), uniquingKeysWith: { first, _ in first })
    names = SetState.namesInRules(program)
  }

  /// The sets as they are now.
  var sets: [IPSet] { contents.map(\.set) }

  private static func namesInRules(_ program: Program) -> Set<SetName> {
    var names: Set<SetName> = []
    for table in program.tables {
      for match in table.chains.lazy.flatMap(\.rules).flatMap(\.matches) {
        if case .set(let name, _, _) = match { names.insert(name) }
      }
    }
    return names
  }

  mutating func execute(_ action: SetCommand.Action, isForgiving: Bool) throws(NetfilterError.Reason) {
    switch action {
    case .create(let set): try create(set, isForgiving)
    case .add(let member, let name, let extra):
      let place = try place(of: name)
      try checkList(member, contents[place])
      try contents[place].add(member, extra: extra, isForgiving: isForgiving)
    case .delete(let member, let name): try contents[try place(of: name)].delete(member, isForgiving: isForgiving)
    case .flush(let name):
      guard let name else {
        for index in contents.indices { contents[index].flush() }
        return
      }
      contents[try place(of: name)].flush()
    case .destroy(let name): try destroy(name)
    case .swap(let left, let right):
      let (first, second) = (try place(of: left), try place(of: right))
      guard contents[first].isSwappable(with: contents[second]) else { throw .unlikeSets(left, right) }
      contents.swapAt(first, second)
      contents[first].name = left
      contents[second].name = right
    case .rename(let name, let other):
      let place = try place(of: name)
      if places[other] != nil { throw .existingSet(other) }
      if names.contains(name) || isListed([name]) != nil { throw .setInUse(name) }
      contents[place].name = other
      places[name] = nil
      places[other] = place
    case .commit, .remark: break
    }
  }

  private func place(of name: SetName) throws(NetfilterError.Reason) -> Int {
    guard let place = places[name] else { throw .unknownSet(name) }
    return place
  }

  private mutating func create(_ set: IPSet, _ isForgiving: Bool) throws(NetfilterError.Reason) {
    guard let place = places[set.name] else {
      places[set.name] = contents.count
      contents.append(SetContent(set))
      return
    }
    guard isForgiving, contents[place].isAlike(set) else { throw .existingSet(set.name) }
  }

  /// A list holds sets that exist and are no lists.
  private func checkList(_ member: SetMember, _ content: SetContent) throws(NetfilterError.Reason) {
    guard case .set(let name) = member, content.type == .listSet else { return }
    let listed = contents[try place(of: name)]
    if listed.type == .listSet { throw .badMember(member, of: content.name, type: .listSet) }
  }

  /// Destroys one set, or all of them if none is in use by a rule.
  private mutating func destroy(_ name: SetName?) throws(NetfilterError.Reason) {
    if let name { _ = try place(of: name) }
    let doomed = name.map { [$0] } ?? Set(places.keys)
    if let used = doomed.intersection(names).min() { throw .setInUse(used) }
    if name != nil, let used = isListed(doomed) { throw .setInUse(used) }
    contents.removeAll { doomed.contains($0.name) }
    places = Dictionary(zip(contents.lazy.map(\.name), contents.indices), uniquingKeysWith: { first, _ in first })
  }

  private func isListed(_ names: Set<SetName>) -> SetName? {
    for content in contents where content.type == .listSet {
      for member in content.set.members {
        if case .set(let name) = member, names.contains(name) { return name }
      }
    }
    return nil
  }
}
