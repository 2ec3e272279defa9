/// SHA3-224 (FIPS 202): Calico names groups of policies by it.
public enum SHA3 {
  /// The bytes that one permutation takes: 200 less twice the digest.
  private static let rate = 144

  /// The digest of `bytes`: 28 bytes.
  public static func digest224(_ bytes: [UInt8]) -> [UInt8] {
    var state = InlineArray<25, UInt64>(repeating: 0)
    var message = bytes
    message.append(0x06)
    while message.count % rate != 0 { message.append(0) }
    message[message.count - 1] |= 0x80
    for start in stride(from: 0, to: message.count, by: rate) {
      for lane in 0..<rate / 8 { state[lane] ^= word(message, at: start + lane * 8) }
      permute(&state)
    }
    return (0..<28).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
  }

  private static func word(_ bytes: [UInt8], at start: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64($1 * 8) }
  }

  private static func permute(_ state: inout InlineArray<25, UInt64>) {
    for round in 0..<24 {
      mixColumns(&state)
      let moved = turnAndMove(state)
      for row in stride(from: 0, to: 25, by: 5) {
        for column in 0..<5 {
          state[row + column] = moved[row + column] ^ (~moved[row + (column + 1) % 5] & moved[row + (column + 2) % 5])
        }
      }
      state[0] ^= roundConstants[round]
    }
  }

  /// Adds the parity of both neighbouring columns to each lane.
  private static func mixColumns(_ state: inout InlineArray<25, UInt64>) {
    var parity = InlineArray<5, UInt64>(repeating: 0)
    for lane in 0..<25 { parity[lane % 5] ^= state[lane] }
    for lane in 0..<25 { state[lane] ^= parity[(lane + 4) % 5] ^ rotate(parity[(lane + 1) % 5], 1) }
  }

  /// Rotates each lane by its own distance and carries it to its new place.
  private static func turnAndMove(_ state: InlineArray<25, UInt64>) -> InlineArray<25, UInt64> {
    var moved = InlineArray<25, UInt64>(repeating: 0)
    for lane in 0..<25 {
      let (column, row) = (lane % 5, lane / 5)
      moved[(2 * column + 3 * row) % 5 * 5 + row] = rotate(state[lane], rotations[lane])
    }
    return moved
  }

  private static func rotate(_ word: UInt64, _ by: UInt64) -> UInt64 { by == 0 ? word : word << by | word >> (64 - by) }

  private static let rotations: InlineArray<25, UInt64> = [
    0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14,
  ]

  private static let roundConstants: InlineArray<24, UInt64> = [
    0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
    0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
    0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
    0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
    0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
    0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
  ]
}
