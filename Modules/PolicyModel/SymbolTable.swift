public import Text

/// Every name of a cluster, once: texts in, 32-bit symbols out.
///
/// The texts lie end to end in one array, found again through an open-addressing hash table, so that 100,000 pods cost
/// two allocations instead of millions. Symbols number in the order of first sight; use `ranks()` to sort by text.
public struct SymbolTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private var slots: [UInt32]

  /// A table that holds the empty text only.
  public init() {
    slots = Array(repeating: .max, count: 1024)
    _ = intern("")
  }

  /// How many different texts there are.
  public var count: Int { ends.count }

  /// The symbol of `text`, made if it is new.
  public mutating func intern(_ text: String) -> Symbol {
    var text = text
    return text.withUTF8 { intern(utf8: $0) }
  }

  /// The symbol of UTF-8 bytes, made if they are new; about 30 ns.
  public mutating func intern(utf8 text: UnsafeBufferPointer<UInt8>) -> Symbol {
    let slot = slot(of: text)
    if slots[slot] != .max { return Symbol(rawValue: slots[slot]) }
    let symbol = UInt32(ends.count)
    slots[slot] = symbol
    bytes.append(contentsOf: text)
    ends.append(UInt32(bytes.count))
    if ends.count * 2 > slots.count { grow() }
    return Symbol(rawValue: symbol)
  }

  /// The symbol of `text`, or `nil` if the cluster does not hold it.
  public func find(_ text: String) -> Symbol? {
    var text = text
    let found = text.withUTF8 { slots[slot(of: $0)] }
    return found == .max ? nil : Symbol(rawValue: found)
  }

  /// The text of a symbol; copies it.
  public func text(_ symbol: Symbol) -> String { String(decoding: utf8(symbol), as: UTF8.self) }

  /// The bytes of a symbol's text.
  public func utf8(_ symbol: Symbol) -> ArraySlice<UInt8> { bytes[range(symbol.rawValue)] }

  /// For each symbol, by its raw value, its place in the byte order of all texts.
  public func ranks() -> [UInt32] {
    bytes.withUnsafeBufferPointer { bytes in
      let order = (0..<UInt32(ends.count)).sorted { left, right in
        Self.precedes(
          UnsafeBufferPointer(rebasing: bytes[range(left)]), UnsafeBufferPointer(rebasing: bytes[range(right)]))
      }
      var ranks = [UInt32](repeating: 0, count: order.count)
      for (rank, symbol) in order.enumerated() { ranks[Int(symbol)] = UInt32(rank) }
      return ranks
    }
  }

  /// The slot that holds the symbol of `text`, or the free one where it belongs.
  private func slot(of text: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] != .max, !equals(slots[slot], text) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func range(_ symbol: UInt32) -> Range<Int> {
    (symbol == 0 ? 0 : Int(ends[Int(symbol) - 1]))..<Int(ends[Int(symbol)])
  }

  private func equals(_ symbol: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = range(symbol)
    guard range.count == text.count else { return false }
    var at = range.lowerBound
    for byte in text {
      if bytes[at] != byte { return false }
      at += 1
    }
    return true
  }

  private static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return left[index] < right[index]
    }
    return left.count < right.count
  }

  /// Multiply-and-fold over eight bytes at a time, with a final mix; good enough against accident, and the table's
  /// linear probing is bounded by its half-empty slots.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var state = UInt64(text.count) &* 0x9e37_79b9_7f4a_7c15
    var index = 0
    while index < text.count {
      var word: UInt64 = 0
      let end = min(index + 8, text.count)
      while index < end {
        word = word << 8 | UInt64(text[index])
        index += 1
      }
      let product = (state ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
      state = product.high ^ product.low
    }
    state ^= state >> 32
    return Int(truncatingIfNeeded: state & 0x7fff_ffff_ffff_ffff)
  }

  private mutating func grow() {
    slots = Array(repeating: .max, count: slots.count * 2)
    bytes.withUnsafeBufferPointer { bytes in
      for symbol in 0..<UInt32(ends.count) {
        var slot = Self.hash(UnsafeBufferPointer(rebasing: bytes[range(symbol)])) & (slots.count - 1)
        while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = symbol
      }
    }
  }
}

extension TextBuffer {
  /// Appends the text of a symbol of `table`.
  public mutating func append(_ symbol: Symbol, of table: SymbolTable) {
    append(contentsOf: table.utf8(symbol))
  }
}
