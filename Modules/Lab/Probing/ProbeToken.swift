/// What a probe carries, so that its receiver knows it: four letters, the number of its volley, its own number.
struct ProbeToken: Hashable {
  var volley: UInt32
  var index: UInt32

  static let length = 12
  private static let letters = Array("MOAT".utf8)

  init(volley: UInt32, index: UInt32) { (self.volley, self.index) = (volley, index) }

  /// Reads the bytes at a place; `nil` if they are none of a probe.
  init?(_ bytes: [UInt8], at start: Int, end: Int) {
    guard start + Self.length <= end, bytes[start..<(start + 4)].elementsEqual(Self.letters) else { return nil }
    volley = PacketBytes.word(bytes, at: start + 4)
    index = PacketBytes.word(bytes, at: start + 8)
  }

  var bytes: [UInt8] { Self.letters + PacketBytes.bytes(volley) + PacketBytes.bytes(index) }
}
