/// SHA-256 and SHA-224 (FIPS 180-4), as values that take bytes and give bytes.
///
/// Engines name chains and sets by these digests, so Moat needs them below every room and without Foundation;
/// SHA-224, which Calico uses, is in no library that the project may depend on.
public struct SHA2: Sendable {
  /// Which digest is computed; the two differ in the initial state and in the length of the result.
  public enum Variant: Sendable {
    /// 28 bytes.
    case sha224
    /// 32 bytes.
    case sha256
  }

  private var state: InlineArray<8, UInt32>
  /// The bytes of the message that fill no block yet, most significant byte first.
  private var block = InlineArray<16, UInt32>(repeating: 0)
  /// How many bytes of the block are filled.
  private var filled = 0
  private var length: UInt64 = 0
  private let variant: Variant

  private static let blockSize = 64

  /// The state before any byte.
  public init(_ variant: Variant) {
    self.variant = variant
    switch variant {
    case .sha224:
      state = [
        0xc105_9ed8, 0x367c_d507, 0x3070_dd17, 0xf70e_5939, 0xffc0_0b31, 0x6858_1511, 0x64f9_8fa7, 0xbefa_4fa4,
      ]
    case .sha256:
      state = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
      ]
    }
  }

  /// The digest of `bytes`: 28 or 32 bytes.
  public static func digest(_ bytes: [UInt8], _ variant: Variant = .sha256) -> [UInt8] {
    var hash = SHA2(variant)
    hash.update(bytes[...])
    return hash.finish()
  }

  /// Adds bytes to the message.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    length += UInt64(bytes.count)
    let message = bytes.span
    var at = 0
    while at < message.count {
      if filled % 4 == 0, at + 4 <= message.count {
        block[filled / 4] = Self.word(message, at: at)
        at += 4
        advance(by: 4)
      } else {
        append(message[at])
        at += 1
      }
    }
  }

  /// Pads the message and returns its digest, most significant byte first.
  public mutating func finish() -> [UInt8] {
    append(0x80)
    while filled % 4 != 0 { append(0) }
    if filled > 56 {
      for index in (filled / 4)..<16 { block[index] = 0 }
      compress()
      filled = 0
    }
    for index in (filled / 4)..<14 { block[index] = 0 }
    block[14] = UInt32(truncatingIfNeeded: length >> 29)
    block[15] = UInt32(truncatingIfNeeded: length << 3)
    compress()
    var digest: [UInt8] = []
    digest.reserveCapacity(32)
    for index in 0..<(variant == .sha224 ? 7 : 8) {
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        digest.append(UInt8(truncatingIfNeeded: state[index] >> shift))
      }
    }
    return digest
  }

  private mutating func append(_ byte: UInt8) {
    block[filled / 4] = block[filled / 4] << 8 | UInt32(byte)
    advance(by: 1)
  }

  private mutating func advance(by count: Int) {
    filled += count
    guard filled == Self.blockSize else { return }
    compress()
    filled = 0
  }

  private mutating func compress() {
    var words = InlineArray<64, UInt32>(repeating: 0)
    for index in 0..<16 { words[index] = block[index] }
    for index in 16..<64 {
      let early = words[index - 15]
      let late = words[index - 2]
      let mixEarly = Self.rotate(early, 7) ^ Self.rotate(early, 18) ^ (early >> 3)
      let mixLate = Self.rotate(late, 17) ^ Self.rotate(late, 19) ^ (late >> 10)
      words[index] = words[index - 16] &+ mixEarly &+ words[index - 7] &+ mixLate
    }
    var registers = Registers(state)
    // Eight steps at once: then each variable is back where it was, and nothing has to be moved.
    for start in stride(from: 0, to: 64, by: 8) {
      for index in 0..<8 { registers.step(Self.constants[start + index] &+ words[start + index]) }
    }
    registers.add(to: &state)
  }

  private static func word(_ bytes: Span<UInt8>, at start: Int) -> UInt32 {
    UInt32(bytes[start]) << 24 | UInt32(bytes[start + 1]) << 16 | UInt32(bytes[start + 2]) << 8
      | UInt32(bytes[start + 3])
  }

  /// The names that the standard gives to the working variables.
  private struct Registers {
    var a, b, c, d, e, f, g, h: UInt32

    init(_ state: InlineArray<8, UInt32>) {
      (a, b, c, d) = (state[0], state[1], state[2], state[3])
      (e, f, g, h) = (state[4], state[5], state[6], state[7])
    }

    @inline(__always)
    mutating func step(_ word: UInt32) {
      let first = h &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) &+ (g ^ (e & (f ^ g))) &+ word
      let second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ ((a & b) | (c & (a | b)))
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }

    func add(to state: inout InlineArray<8, UInt32>) {
      state = [
        state[0] &+ a, state[1] &+ b, state[2] &+ c, state[3] &+ d, state[4] &+ e, state[5] &+ f, state[6] &+ g,
        state[7] &+ h,
      ]
    }
  }

  private static func rotate(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }

  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
