internal import Netfilter

/// The bits of a packet's mark by which chains tell each other what they found, as versions since 3.30 lay them.
///
/// Source: `felix/dataplane/driver.go`; the bits are taken from the low end of the mask.
struct Marks: Hashable, Sendable {
  /// A policy or profile let the packet pass.
  let accept: UInt32
  /// A policy left the verdict to the next tier.
  let pass: UInt32
  /// A policy denied it; nothing that Kubernetes policies become does so.
  let drop: UInt32
  /// Every block of a rule's conditions holds so far.
  let allBlocks: UInt32
  /// The block at hand holds.
  let thisBlock: UInt32

  /// The bits of the default mask 0xffff0000.
  static let standard = Marks(
    accept: 0x1_0000, pass: 0x2_0000, drop: 0x4_0000, allBlocks: 0x8_0000, thisBlock: 0x10_0000)

  private init(accept: UInt32, pass: UInt32, drop: UInt32, allBlocks: UInt32, thisBlock: UInt32) {
    (self.accept, self.pass, self.drop) = (accept, pass, drop)
    (self.allBlocks, self.thisBlock) = (allBlocks, thisBlock)
  }

  /// The lowest five bits of a mask; `nil` if it has fewer.
  init?(mask: UInt32) {
    let bits = (0..<32).map { UInt32(1) << $0 }.filter { mask & $0 != 0 }
    guard bits.count >= 5 else { return nil }
    self.init(accept: bits[0], pass: bits[1], drop: bits[2], allBlocks: bits[3], thisBlock: bits[4])
  }

  /// All bits that are cleared before a packet is looked at.
  var all: UInt32 { accept | pass | allBlocks | thisBlock }
}

extension Match {
  /// The bit is set.
  static func isSet(_ bit: UInt32) -> Match { .mark(bit, mask: bit) }

  /// All these bits are clear.
  static func isClear(_ bits: UInt32) -> Match { .mark(0, mask: bits) }

  /// One of these bits is set.
  static func isNotClear(_ bits: UInt32) -> Match { .mark(0, mask: bits, negated: true) }
}

extension Target {
  /// Sets a bit.
  static func set(_ bit: UInt32) -> Target { .mark(.set(bit, mask: bit)) }

  /// Clears bits.
  static func clear(_ bits: UInt32) -> Target { .mark(.clear(bits)) }
}
