internal import Traffic

/// Numbers by address: a hash table that costs one multiplication a look.
struct AddressTable: Sendable {
  private var keys: [AddressKey]
  private var values: [Int32]
  private let shift: UInt64

  /// The table of distinct addresses; each has its place in `addresses` for a number.
  init(_ addresses: [AddressKey]) {
    var bits: UInt64 = 3
    while 1 << bits < addresses.count * 2 { bits += 1 }
    shift = 64 - bits
    keys = Array(repeating: 0, count: 1 << Int(bits))
    values = Array(repeating: -1, count: 1 << Int(bits))
    for (number, address) in addresses.enumerated() {
      let place = place(of: address)
      keys[place] = address
      values[place] = Int32(number)
    }
  }

  /// The number of an address.
  subscript(address: AddressKey) -> Int32? {
    let value = values[place(of: address)]
    return value < 0 ? nil : value
  }

  /// Where an address is, or would be.
  private func place(of address: AddressKey) -> Int {
    let high = UInt64(truncatingIfNeeded: address >> 64)
    let folded = UInt64(truncatingIfNeeded: address) ^ (high &* 0xff51_afd7_ed55_8ccd)
    var place = Int((folded &* 0x9e37_79b9_7f4a_7c15) >> shift)
    while values[place] >= 0, keys[place] != address { place = (place + 1) & (keys.count - 1) }
    return place
  }
}
