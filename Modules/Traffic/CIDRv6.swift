public import Text

/// An IPv6 block as it was written: the address may have bits set behind the prefix.
public struct CIDRv6: Hashable, Sendable {
  /// The address as written, host bits included.
  public var address: IPv6Address
  /// The prefix length in bits, 0–128.
  public var length: UInt8

  /// The block of `length` bits (0–128, else a precondition fails) around `address`.
  public init(_ address: IPv6Address, length: UInt8) {
    precondition(length <= 128)
    (self.address, self.length) = (address, length)
  }

  /// The block of one address.
  public init(_ address: IPv6Address) { self.init(address, length: 128) }

  /// Reads `address/length`; `nil` for anything else, a missing length included.
  public init?(_ text: some StringProtocol) {
    guard let (address, length) = splitBlock(text, width: 128), let address = IPv6Address(address) else { return nil }
    self.init(address, length: length)
  }

  /// The mask in two halves.
  public var mask: IPv6Address {
    let bits = UInt64(length)
    return IPv6Address(
      high: bits == 0 ? 0 : ~0 << (64 - min(bits, 64)), low: bits <= 64 ? 0 : ~0 << (128 - bits))
  }

  /// The block's first address.
  public var first: IPv6Address { IPv6Address(high: address.high & mask.high, low: address.low & mask.low) }

  /// The block's last address.
  public var last: IPv6Address { IPv6Address(high: address.high | ~mask.high, low: address.low | ~mask.low) }

  /// The same block with no bit behind the prefix.
  public var masked: CIDRv6 { CIDRv6(first, length: length) }

  /// Whether the block covers `other`.
  public func contains(_ other: IPv6Address) -> Bool {
    let mask = mask
    return (other.high ^ address.high) & mask.high == 0 && (other.low ^ address.low) & mask.low == 0
  }

  /// Whether the block covers every address of `other`.
  public func contains(_ other: CIDRv6) -> Bool { length <= other.length && contains(other.address) }
}

extension CIDRv6: CustomStringConvertible {
  /// `address/length`, as written.
  public var description: String { "\(address)/\(length)" }
}

extension TextBuffer {
  /// Appends `address/length`, as written.
  public mutating func append(_ block: CIDRv6) { append(block.description) }
}
