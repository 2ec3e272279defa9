/// What becomes of a packet at the end of a kernel chain.
public enum ChainPolicy: String, Hashable, Sendable {
  /// It passes.
  case accept = "ACCEPT"
  /// It is discarded.
  case drop = "DROP"
}
