/// Packets and bytes, as `iptables-save -c` prints them: `[12:3456]`.
public struct Counters: Hashable, Sendable {
  /// How many packets.
  public var packets: UInt64
  /// How many bytes.
  public var bytes: UInt64

  /// These numbers.
  public init(packets: UInt64 = 0, bytes: UInt64 = 0) { (self.packets, self.bytes) = (packets, bytes) }
}
