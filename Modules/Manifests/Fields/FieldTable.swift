/// Finds a key's field by its bytes: one hash, one comparison.
struct FieldTable: Sendable {
  /// The names end to end, and where each ends.
  private let bytes: [UInt8]
  private let ends: [Int]
  private let fields: [FieldName]
  private let slots: [UInt16]

  /// The table of all fields.
  static let all = FieldTable()

  private init() {
    fields = FieldName.allCases
    var (bytes, ends): ([UInt8], [Int]) = ([], [])
    var slots = [UInt16](repeating: .max, count: 1024)
    for (index, field) in fields.enumerated() {
      let name = Array(field.name.utf8)
      bytes += name
      ends.append(bytes.count)
      var slot = name.withUnsafeBufferPointer { Self.hash($0) }
      while slots[slot] != .max { slot = (slot + 1) & 1023 }
      slots[slot] = UInt16(index)
    }
    (self.bytes, self.ends, self.slots) = (bytes, ends, slots)
  }

  /// The field with this name, if there is one.
  func field(_ name: UnsafeBufferPointer<UInt8>) -> FieldName? {
    var slot = Self.hash(name)
    while slots[slot] != .max {
      let index = Int(slots[slot])
      if equals(index, name) { return fields[index] }
      slot = (slot + 1) & 1023
    }
    return nil
  }

  private func equals(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = index == 0 ? 0 : ends[index - 1]
    guard ends[index] - at == name.count else { return false }
    for byte in name {
      if bytes[at] != byte { return false }
      at += 1
    }
    return true
  }

  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var state: UInt32 = 0x811c_9dc5
    for byte in name.prefix(40) { state = (state ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(state ^ state >> 15) & 1023
  }
}
