public import Text

/// An IPv4 block as it was written: the address may have bits set behind the prefix.
public struct CIDRv4: Hashable, Sendable {
  /// The address as written, host bits included.
  public var address: IPv4Address
  /// The prefix length in bits, 0–32.
  public var length: UInt8

  /// The block of `length` bits (0–32, else a precondition fails) around `address`.
  public init(_ address: IPv4Address, length: UInt8) {
    precondition(length <= 32)
    (self.address, self.length) = (address, length)
  }

  /// The block of one address.
  public init(_ address: IPv4Address) { self.init(address, length: 32) }

  /// Reads `address/length`; `nil` for anything else, a missing length included.
  public init?(_ text: some StringProtocol) {
    guard let (address, length) = splitBlock(text, width: 32), let address = IPv4Address(address) else { return nil }
    self.init(address, length: length)
  }

  /// The mask as a number: /8 is 0xff000000.
  public var mask: UInt32 { length == 0 ? 0 : ~0 << (32 - UInt32(length)) }

  /// The block's first address.
  public var first: IPv4Address { IPv4Address(rawValue: address.rawValue & mask) }

  /// The block's last address.
  public var last: IPv4Address { IPv4Address(rawValue: address.rawValue | ~mask) }

  /// The same block with no bit behind the prefix.
  public var masked: CIDRv4 { CIDRv4(first, length: length) }

  /// Whether the block covers `other`.
  public func contains(_ other: IPv4Address) -> Bool { other.rawValue & mask == address.rawValue & mask }

  /// Whether the block covers every address of `other`.
  public func contains(_ other: CIDRv4) -> Bool { length <= other.length && contains(other.address) }
}

extension CIDRv4: CustomStringConvertible {
  /// `address/length`, as written.
  public var description: String { "\(address)/\(length)" }
}

extension TextBuffer {
  /// Appends `address/length`, as written.
  public mutating func append(_ block: CIDRv4) {
    append(block.address)
    append(byte: UInt8(ascii: "/"))
    append(decimal: block.length)
  }
}

/// Splits `address/length` at its only slash; `nil` unless the length is plain decimal without leading zeros, 0…width.
func splitBlock(_ text: some StringProtocol, width: UInt8) -> (address: Substring, length: UInt8)? {
  let text = Substring(text)
  guard let slash = text.firstIndex(of: "/") else { return nil }
  let digits = text[text.index(after: slash)...]
  guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), digits == "0" || digits.first != "0",
    let length = UInt8(digits), length <= width
  else { return nil }
  return (text[..<slash], length)
}
