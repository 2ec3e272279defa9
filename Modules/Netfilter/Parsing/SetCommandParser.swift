import Traffic

/// Reads the words of one `ipset restore` line.
struct SetCommandParser {
  var cursor: WordCursor
  private var isForgiving = false

  init(cursor: WordCursor) { self.cursor = cursor }

  mutating func parse(_ made: SetsMade) throws(NetfilterError) -> SetCommand {
    skipExist()
    let verb = try cursor.value(of: "-exist")
    let action: SetCommand.Action
    switch verb {
    case "create", "-N", "--create": action = .create(try create())
    case "add", "-A", "--add":
      let name = try name(of: verb)
      var parser = SetMemberParser(cursor: cursor, type: made[name]?.type)
      let member = try parser.member(of: verb)
      action = .add(member, to: name, extra: parser.extra)
      isForgiving = isForgiving || parser.isForgiving
      cursor.position = parser.cursor.position
    case "del", "-D", "--del":
      let name = try name(of: verb)
      var parser = SetMemberParser(cursor: cursor, type: made[name]?.type)
      action = .delete(try parser.plainMember(of: verb), from: name)
      cursor.position = parser.cursor.position
    case "flush", "-F", "--flush": action = .flush(try optionalName(of: verb))
    case "destroy", "-X", "--destroy": action = .destroy(try optionalName(of: verb))
    case "swap", "-W", "--swap":
      let first = try name(of: verb)
      action = .swap(first, try name(of: verb))
    case "rename", "-E", "--rename":
      let first = try name(of: verb)
      action = .rename(first, to: try name(of: verb))
    case "COMMIT": action = .commit
    default: throw cursor.error(.unknownCommand(verb))
    }
    skipExist()
    if let word = cursor.next { throw cursor.error(.unexpectedWord(word.text)) }
    return SetCommand(action, isForgiving: isForgiving, spelling: spelling(verb, action, made))
  }

  private func spelling(_ verb: String, _ action: SetCommand.Action, _ made: SetsMade) -> SetDialect {
    if verb.hasPrefix("-") { return .npm }
    if case .create(let set) = action, set.bookkeeping?.hashSize == nil { return .felix }
    if case .add(_, let name, _) = action { return made[name]?.spelling == .save ? .save : .felix }
    return .save
  }

  private mutating func skipExist() {
    while cursor.skip("-exist", "--exist", "-!") { isForgiving = true }
  }

  private mutating func name(of verb: String) throws(NetfilterError) -> SetName {
    skipExist()
    let name = try cursor.set(try cursor.value(of: verb))
    skipExist()
    return name
  }

  private mutating func optionalName(of verb: String) throws(NetfilterError) -> SetName? {
    skipExist()
    return cursor.isAtEnd ? nil : try name(of: verb)
  }

  private mutating func create() throws(NetfilterError) -> IPSet {
    let name = try name(of: "create")
    let word = try cursor.value(of: "the type of \(name)")
    guard let type = SetType(name: word) else {
      throw cursor.bad(word, "the type of \(name)", "hash:net, hash:ip, hash:ip,port or list:set")
    }
    var set = IPSet(name, type)
    var notes = SetBookkeeping()
    var options: [String] = []
    skipExist()
    while !cursor.isAtEnd {
      try createOption(&set, &notes, &options)
      skipExist()
    }
    notes.options = options.joined(separator: " ")
    if notes.hashSize != nil || !options.isEmpty { set.bookkeeping = notes }
    return set
  }

  private mutating func createOption(
    _ set: inout IPSet, _ notes: inout SetBookkeeping, _ options: inout [String]
  ) throws(NetfilterError) {
    let option = try cursor.value(of: "create")
    switch option {
    case "family" where set.type != .listSet:
      let text = try cursor.value(of: option)
      switch text {
      case "inet", "ipv4", "-4": set.family = .ipv4
      case "inet6", "ipv6", "-6": set.family = .ipv6
      default: throw cursor.bad(text, option, "inet or inet6")
      }
    case "maxelem" where set.type != .listSet, "size" where set.type == .listSet:
      set.maxelem = try cursor.number(try cursor.value(of: option), option)
    case "hashsize" where set.type != .listSet:
      notes.hashSize = try cursor.number(try cursor.value(of: option), option)
    case "timeout", "netmask", "bitmask", "bucketsize", "initval", "markmask":
      options += [option, try cursor.value(of: option)]
    case "counters", "comment", "skbinfo", "forceadd": options.append(option)
    default: throw cursor.error(.unknownOption(option, of: "a set of type \(set.type.rawValue)"))
    }
  }
}
