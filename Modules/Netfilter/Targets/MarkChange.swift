/// What a MARK target does to the packet's mark: `mark = (mark & ~mask) ^ value`.
///
/// It remembers how it was written; `==` compares what the kernel does.
public struct MarkChange: Sendable {
  /// The options of the target, all of which the kernel knows as one.
  public enum Operation: UInt8, Hashable, Sendable {
    /// `--set-mark value/mask`: clear the mask's bits, then OR the value.
    case set
    /// `--set-xmark value/mask`: clear the mask's bits, then XOR the value.
    case exclusiveSet
    /// `--and-mark value`.
    case and
    /// `--or-mark value`.
    case or
    /// `--xor-mark value`.
    case xor
  }

  /// The option that was written.
  public var operation: Operation
  /// The value that was written.
  public var operand: UInt32
  /// The mask that was written, all bits if none was.
  public var operandMask: UInt32
  /// Whether Felix writes a zero as `0` (a clear) instead of `0x0` (a masked set).
  public var hasBareZero: Bool

  /// A change by any of the options; `mask` counts for the first two only.
  public init(_ operation: Operation, _ operand: UInt32, mask: UInt32 = .max) {
    (self.operation, self.operand, operandMask) = (operation, operand, mask)
    hasBareZero = false
  }

  /// `--set-mark value/mask`.
  public static func set(_ value: UInt32, mask: UInt32 = .max) -> MarkChange { MarkChange(.set, value, mask: mask) }

  /// `--set-mark 0/mask`, as Felix spells the clearing of bits.
  public static func clear(_ mask: UInt32) -> MarkChange {
    var change = MarkChange(.set, 0, mask: mask)
    change.hasBareZero = true
    return change
  }

  /// The bits that are flipped after clearing.
  public var value: UInt32 { operation == .and ? 0 : operand }

  /// The bits that are cleared first.
  public var mask: UInt32 {
    switch operation {
    case .set: operand | operandMask
    case .exclusiveSet: operandMask
    case .and: ~operand
    case .or: operand
    case .xor: 0
    }
  }

  /// The mark after the change.
  public func applied(to mark: UInt32) -> UInt32 { (mark & ~mask) ^ value }
}

extension MarkChange: Hashable {
  /// Whether they do the same to every mark.
  public static func == (left: Self, right: Self) -> Bool { left.value == right.value && left.mask == right.mask }

  /// Hashes value and mask.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(value)
    hasher.combine(mask)
  }
}
