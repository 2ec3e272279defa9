extension SetScript {
  /// Reads `ipset restore` input or what `ipset save` printed; throws for the first line that is neither.
  ///
  /// Every line becomes one command, in order. A member is read by the type of its set where the text made that set
  /// before, and by its looks otherwise.
  public init(parsing text: String) throws(NetfilterError) { try self.init(utf8: Array(text.utf8)) }

  /// Reads UTF-8 bytes as `init(parsing:)` does; about 1 µs for a line.
  public init(utf8 text: [UInt8]) throws(NetfilterError) {
    var commands: [SetCommand] = []
    var made = SetsMade()
    try forEachLine(of: text) { (number, range) throws(NetfilterError) in
      let command = try SetCommand(text, range, line: number, made: made)
      if case .create(let set) = command.action { made[set.name] = (set.type, command.spelling) }
      commands.append(command)
    }
    self.init(commands)
  }
}

/// The sets that the lines before have made, and in which dialect.
typealias SetsMade = [SetName: (type: SetType, spelling: SetDialect)]

extension SetCommand {
  /// Reads one line without its line feed; a member is read by its looks. Errors name it as line `number`.
  public init(parsing line: String, line number: Int = 1) throws(NetfilterError) {
    let bytes = Array(line.utf8)
    try self.init(bytes, bytes.indices, line: number, made: [:])
  }

  init(_ source: [UInt8], _ range: Range<Int>, line: Int, made: SetsMade) throws(NetfilterError) {
    let cursor = try WordCursor(source, range, line: line)
    guard let first = cursor.next, !first.text.hasPrefix("#") else {
      self.init(.remark(String(decoding: source[range], as: UTF8.self)))
      return
    }
    var parser = SetCommandParser(cursor: cursor)
    self = try parser.parse(made)
  }
}
