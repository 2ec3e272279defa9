/// The options of a LOG target.
public struct LogTarget: Hashable, Sendable {
  /// What each line begins with; the kernel keeps 29 bytes.
  public var prefix: String
  /// The syslog level, 0–7; 4 (warning) is the default.
  public var level: UInt8
  /// `--log-tcp-sequence` 1, `--log-tcp-options` 2, `--log-ip-options` 4, `--log-uid` 8, `--log-macdecode` 32.
  public var flags: UInt8

  /// All defaults: no prefix, level 4, no flags.
  public init(prefix: String = "", level: UInt8 = 4, flags: UInt8 = 0) {
    (self.prefix, self.level, self.flags) = (prefix, level, flags)
  }
}
