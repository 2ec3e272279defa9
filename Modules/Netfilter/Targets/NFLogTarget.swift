/// The options of an NFLOG target.
public struct NFLogTarget: Hashable, Sendable {
  /// The netlink group; 0 is the default.
  public var group: UInt16
  /// What each message carries; the kernel keeps 63 bytes.
  public var prefix: String
  /// `--nflog-size`: how many bytes to copy, all if `nil`.
  public var size: UInt32?
  /// `--nflog-threshold`: how many packets to gather; `nil` or 1 is each on its own.
  public var threshold: UInt16?

  /// All defaults save the group.
  public init(group: UInt16, prefix: String = "", size: UInt32? = nil, threshold: UInt16? = nil) {
    (self.group, self.prefix, self.size, self.threshold) = (group, prefix, size, threshold)
  }
}
