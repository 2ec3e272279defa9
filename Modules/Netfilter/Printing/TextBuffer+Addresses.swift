import Text
import Traffic

extension TextBuffer {
  mutating func append(_ block: CIDR, as dialect: RuleDialect) {
    append(block, isSaved: dialect == .save)
  }

  mutating func append(_ block: CIDR, as dialect: SetDialect) {
    append(block, isSaved: dialect == .save)
  }

  mutating func append(_ address: IPAddress, as dialect: SetDialect) {
    if dialect == .save { append(saved: address) } else { append(address) }
  }

  /// Appends an address as the C library writes it, IPv4-mapped and IPv4-compatible ones with a dotted tail.
  mutating func append(saved address: IPAddress) {
    guard case .v6(let v6) = address, v6.high == 0, hasDottedTail(v6.low) else {
      append(address)
      return
    }
    v6.low >> 32 == 0 ? append(literal: "::") : append(literal: "::ffff:")
    append(IPv4Address(rawValue: UInt32(truncatingIfNeeded: v6.low)))
  }

  private mutating func append(_ block: CIDR, isSaved: Bool) {
    switch block {
    case .v4(let block): append(block)
    case .v6(let block):
      isSaved ? append(saved: .v6(block.address)) : append(block.address)
      append(byte: UInt8(ascii: "/"))
      append(decimal: block.length)
    }
  }
}

/// glibc's `inet_ntop`: the longest run of zeros ends right before the last two groups, or before `ffff` and them.
private func hasDottedTail(_ low: UInt64) -> Bool { low >> 32 == 0xffff || (low >> 32 == 0 && low >> 16 != 0) }
