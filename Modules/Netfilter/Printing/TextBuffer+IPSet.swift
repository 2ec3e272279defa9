public import Text
import Traffic

extension TextBuffer {
  /// Appends the line that makes the set and a line for each member, each ended by a line feed.
  public mutating func append(_ set: IPSet, as dialect: SetDialect, isForgiving: Bool = false) {
    append(create: set, as: dialect, isForgiving: isForgiving)
    append(byte: 10)
    let entries = set.bookkeeping?.entries ?? [:]
    var verb = TextBuffer()
    dialect == .npm ? verb.append(literal: "-A ") : verb.append(literal: "add ")
    verb.append(bareWord: set.name.text)
    verb.append(byte: 32)
    for member in set.members {
      append(contentsOf: verb.bytes)
      append(member, as: dialect, extra: entries.isEmpty ? "" : entries[member] ?? "")
      append(byte: 10)
    }
  }

  /// Appends the line that makes the set, without members and line feed.
  mutating func append(create set: IPSet, as dialect: SetDialect, isForgiving: Bool) {
    dialect == .npm ? append(literal: "-N ") : append(literal: "create ")
    append(bareWord: set.name.text)
    if dialect == .npm {
      if isForgiving { append(literal: " --exist") }
      append(byte: 32)
      append(set.type.shortName)
      if set.family == .ipv6, set.type != .listSet { append(literal: " family inet6") }
    } else {
      append(byte: 32)
      append(set.type.rawValue)
      if set.type != .listSet {
        set.family == .ipv4 ? append(literal: " family inet") : append(literal: " family inet6")
      }
    }
    appendCapacity(set, dialect)
    if let options = set.bookkeeping?.options, !options.isEmpty {
      append(byte: 32)
      append(options)
    }
    if isForgiving, dialect != .npm { append(literal: " -exist") }
  }

  private mutating func appendCapacity(_ set: IPSet, _ dialect: SetDialect) {
    let hashSize = set.bookkeeping?.hashSize ?? (dialect == .save ? 1024 : nil)
    if let hashSize, set.type != .listSet {
      append(literal: " hashsize ")
      append(decimal: hashSize)
    }
    guard let capacity = set.maxelem ?? (dialect == .save ? set.capacity : nil) else { return }
    set.type == .listSet ? append(literal: " size ") : append(literal: " maxelem ")
    append(decimal: capacity)
  }
}
