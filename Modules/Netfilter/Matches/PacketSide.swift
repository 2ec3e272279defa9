/// Which end of a packet a match looks at.
public enum PacketSide: UInt8, Hashable, Sendable {
  /// Where it comes from.
  case source
  /// Where it goes.
  case destination
  /// One of the two: `--ports` of a multiport match.
  case either
}
