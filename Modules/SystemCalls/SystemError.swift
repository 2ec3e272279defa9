internal import Glibc

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable {
  /// What was tried, as in `open /run/moat/a`.
  public var action: String
  /// The kernel's number of the reason.
  public var code: Int32

  /// A failure with a known reason.
  public init(_ action: String, code: Int32) { (self.action, self.code) = (action, code) }

  /// The failure of the call that this thread made last.
  init(_ action: String) { self.init(action, code: errno) }

  /// Whether a file, or whatever was named, is not there.
  public var isMissing: Bool { code == ENOENT || code == ESRCH }

  /// Whether it is there already.
  public var isExisting: Bool { code == EEXIST }

  /// Whether it is not for this user.
  public var isForbidden: Bool { code == EPERM || code == EACCES || code == EROFS }
}
