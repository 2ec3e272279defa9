public import Text

/// Every name of a cluster, once: texts in, 32-bit symbols out.
///
/// The texts lie end to end in one array, found again through an open-addressing hash table, so that 100,000 pods cost
/// two allocations instead of millions. Symbols number in the order of first sight; use `ranks()` to sort by text.
public struct SymbolTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  /// For each slot the hash of its text above the symbol's number, so that few texts need to be looked at; `free` is a
  /// slot without symbol.
  private var slots: [UInt64]
  private static let free = UInt64.max

  /// A table that holds the empty text only.
  public init() {
    slots = Array(repeating: Self.free, count: 1024)
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
    let hash = Self.hash(text)
    let slot = slot(of: text, hash: hash)
    if slots[slot] != Self.free { return Symbol(rawValue: UInt32(truncatingIfNeeded: slots[slot])) }
    let symbol = UInt32(ends.count)
    slots[slot] = UInt64(hash) << 32 | UInt64(symbol)
    bytes.append(contentsOf: text)
    ends.append(UInt32(bytes.count))
    if ends.count * 2 > slots.count { grow() }
    return Symbol(rawValue: symbol)
  }

  /// The symbol of `text`, or `nil` if the cluster does not hold it.
  public func find(_ text: String) -> Symbol? {
    var text = text
    let found = text.withUTF8 { slots[slot(of: $0, hash: Self.hash($0))] }
    return found == Self.free ? nil : Symbol(rawValue: UInt32(truncatingIfNeeded: found))
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
  private func slot(of text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    var slot = Int(hash) & (slots.count - 1)
    while true {
      let entry = slots[slot]
      if entry == Self.free { return slot }
      if entry >> 32 == UInt64(hash), equals(UInt32(truncatingIfNeeded: entry), text) { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
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
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
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
    // The largest value is kept free, so that no entry looks like a free slot.
    return min(UInt32(truncatingIfNeeded: state ^ state >> 32), .max - 1)
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Self.free, count: old.count * 2)
    for entry in old where entry != Self.free {
      var slot = Int(entry >> 32) & (slots.count - 1)
      while slots[slot] != Self.free { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }
}

extension TextBuffer {
  /// Appends the text of a symbol of `table`.
  public mutating func append(_ symbol: Symbol, of table: SymbolTable) {
    append(contentsOf: table.utf8(symbol))
  }
}
