/// What a CONNMARK target does between the packet's mark and its connection's.
public enum ConnmarkChange: Hashable, Sendable {
  /// Changes the connection's mark.
  case change(MarkChange)
  /// `--save-mark`: copies the packet's mark, masked by `packetMask`, over the connection's bits of `connectionMask`.
  case save(packetMask: UInt32 = .max, connectionMask: UInt32 = .max)
  /// `--restore-mark`: copies the connection's mark the other way.
  case restore(packetMask: UInt32 = .max, connectionMask: UInt32 = .max)
}
