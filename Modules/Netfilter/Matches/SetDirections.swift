/// Which end of the packet each part of a set's members is compared with: `src`, or `dst,dst`; one to six flags.
public struct SetDirections: Hashable, Sendable {
  /// The number of flags.
  public let count: Int8
  private let bits: UInt8

  /// `src`.
  public static let src = SetDirections(count: 1, bits: 0)
  /// `dst`.
  public static let dst = SetDirections(count: 1, bits: 1)
  /// `src,src`.
  public static let srcSrc = SetDirections(count: 2, bits: 0)
  /// `dst,dst`.
  public static let dstDst = SetDirections(count: 2, bits: 3)

  /// The flags in their order; `nil` unless there are one to six, none of them `either`.
  public init?(_ sides: [PacketSide]) {
    guard (1...6).contains(sides.count), !sides.contains(.either) else { return nil }
    var bits: UInt8 = 0
    for (index, side) in sides.enumerated() where side == .destination { bits |= 1 << UInt8(index) }
    self.init(count: Int8(sides.count), bits: bits)
  }

  /// Reads `src`, `dst,dst` and the like.
  init?(text: String) {
    switch text {
    case "src": self = .src
    case "dst": self = .dst
    default:
      var sides: [PacketSide] = []
      for flag in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard flag == "src" || flag == "dst" else { return nil }
        sides.append(flag == "src" ? .source : .destination)
      }
      self.init(sides)
    }
  }

  private init(count: Int8, bits: UInt8) { (self.count, self.bits) = (count, bits) }

  /// The flag at `index`, counted from 0; beyond `count` it is the source.
  public subscript(index: Int) -> PacketSide { bits >> UInt8(index) & 1 == 1 ? .destination : .source }
}
