/// Finds a key's field by its bytes: two words and a length tell nearly all names apart.
struct FieldTable: Sendable {
  /// A name's length with its first and last eight bytes, which are the whole name up to 16 bytes.
  private struct Key: Equatable {
    var count: Int
    var first: UInt64 = 0
    var last: UInt64 = 0

    init(_ name: UnsafeBufferPointer<UInt8>) {
      count = name.count
      if count >= 8, let start = UnsafeRawPointer(name.baseAddress) {
        first = start.loadUnaligned(as: UInt64.self)
        last = (start + (count - 8)).loadUnaligned(as: UInt64.self)
      } else {
        for byte in name { first = first << 8 | UInt64(byte) }
      }
    }

    /// Where a table of 512 begins to look for it.
    var slot: Int {
      let product = (first ^ UInt64(truncatingIfNeeded: count)) &* 0x9e37_79b9_7f4a_7c15 ^ last &* 0xa076_1d64_78bd_642f
      return Int(truncatingIfNeeded: product >> 40) & 511
    }
  }

  private struct Slot {
    var key: Key
    var field: FieldName?
  }

  private let slots: [Slot]
  /// The names, by the number of their field; asked only for those of more than 16 bytes.
  private let names: [[UInt8]]

  /// The table of all fields.
  static let all = FieldTable()

  private init() {
    names = FieldName.allCases.map { Array($0.name.utf8) }
    let free = Slot(key: Key(UnsafeBufferPointer(start: nil, count: 0)), field: nil)
    var slots = Array(repeating: free, count: 512)
    for (field, name) in zip(FieldName.allCases, names) {
      let key = name.withUnsafeBufferPointer { Key($0) }
      var slot = key.slot
      while slots[slot].field != nil { slot = (slot + 1) & 511 }
      slots[slot] = Slot(key: key, field: field)
    }
    self.slots = slots
  }

  /// The field with this name, if there is one.
  func field(_ name: UnsafeBufferPointer<UInt8>) -> FieldName? {
    let key = Key(name)
    var slot = key.slot
    while let field = slots[slot].field {
      if slots[slot].key == key, name.count <= 16 || names[Int(field.rawValue)].elementsEqual(name) { return field }
      slot = (slot + 1) & 511
    }
    return nil
  }
}
