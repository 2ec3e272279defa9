internal import Glibc

extension SystemError: CustomStringConvertible {
  /// `cannot open /run/moat/a: No such file or directory`.
  public var description: String { "cannot \(action): \(reason)" }

  /// The system's words for the reason.
  public var reason: String { String(cString: strerror(code)) }
}
