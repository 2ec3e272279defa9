public import Text
import Traffic

extension TextBuffer {
  /// Appends one line of a set script, without a line feed.
  public mutating func append(_ command: SetCommand, as dialect: SetDialect) {
    let dialect = dialect == .asWritten ? command.spelling : dialect
    let isShort = dialect == .npm
    switch command.action {
    case .create(let set):
      append(create: set, as: dialect, isForgiving: command.isForgiving)
      return
    case .add(let member, let name, let extra):
      appendVerb(isShort ? "-A " : "add ", name)
      append(byte: 32)
      append(member, as: dialect, extra: extra)
    case .delete(let member, let name):
      appendVerb(isShort ? "-D " : "del ", name)
      append(byte: 32)
      append(member.isExcluded ? member.key : member, as: dialect)
    case .flush(let name): appendVerb(isShort ? "-F" : "flush", optional: name)
    case .destroy(let name): appendVerb(isShort ? "-X" : "destroy", optional: name)
    case .swap(let left, let right):
      appendVerb(isShort ? "-W " : "swap ", left)
      appendVerb(" ", right)
    case .rename(let left, let right):
      appendVerb(isShort ? "-E " : "rename ", left)
      appendVerb(" ", right)
    case .commit: append(literal: "COMMIT")
    case .remark(let text): append(text)
    }
    if command.isForgiving { append(literal: " -exist") }
  }

  /// Appends a whole set script, each line ended by a line feed.
  public mutating func append(_ script: SetScript, as dialect: SetDialect = .asWritten) {
    for command in script.commands {
      append(command, as: dialect)
      append(byte: 10)
    }
  }

  /// Appends a member as in an `add` line, ` nomatch` included.
  public mutating func append(_ member: SetMember, as dialect: SetDialect) { append(member, as: dialect, extra: "") }

  mutating func append(_ member: SetMember, as dialect: SetDialect, extra: String) {
    switch member {
    case .net(let block, _) where dialect == .save:
      if let address = block.onlyAddress { append(saved: address) } else { append(block.masked, as: dialect) }
    case .net(let block, _): append(block, as: dialect)
    case .address(let address): append(address, as: dialect)
    case .port(let address, let ipProtocol, let port):
      append(address, as: dialect)
      append(byte: UInt8(ascii: ","))
      append(dialect == .npm ? ipProtocol.upperName : ipProtocol.savedName)
      append(byte: UInt8(ascii: ":"))
      if ipProtocol == .icmp || ipProtocol == .icmpv6 {
        append(icmp: port, of: ipProtocol)
      } else {
        append(decimal: port)
      }
    case .set(let name): append(bareWord: name.text)
    }
    append(extra: extra, isExcluded: member.isExcluded)
  }

  /// ipset prints the timeout before `nomatch` and the rest after it.
  private mutating func append(extra: String, isExcluded: Bool) {
    var rest = extra[...]
    if isExcluded {
      if rest.hasPrefix("timeout ") {
        let end = rest.dropFirst(8).firstIndex(of: " ") ?? rest.endIndex
        append(byte: 32)
        append(String(rest[..<end]))
        rest = rest[end...].dropFirst()
      }
      append(literal: " nomatch")
    }
    if !rest.isEmpty {
      append(byte: 32)
      append(String(rest))
    }
  }

  private mutating func appendVerb(_ verb: StaticString, _ name: SetName) {
    append(literal: verb)
    append(bareWord: name.text)
  }

  private mutating func appendVerb(_ verb: StaticString, optional name: SetName?) {
    append(literal: verb)
    if let name { appendVerb(" ", name) }
  }
}

extension SetMember: CustomStringConvertible {
  /// As in an `add` line, as written.
  public var description: String {
    var buffer = TextBuffer()
    buffer.append(self, as: .felix)
    return buffer.text
  }
}
