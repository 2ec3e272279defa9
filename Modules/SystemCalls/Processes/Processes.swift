internal import Glibc

/// The machine's processes.
public enum Processes {
  /// The numbers of all processes that are to be seen.
  public static func all() -> [Int32] { ((try? Files.names(in: "/proc")) ?? []).compactMap { Int32($0) } }

  /// The number of the network namespace of a process; `nil` if it is over or not ours.
  public static func networkNamespace(of process: Int32) -> UInt64? {
    var status = stat()
    guard stat("/proc/\(process)/ns/net", &status) == 0 else { return nil }
    return UInt64(status.st_ino)
  }

  /// Whether the environment with which a process started has a setting, as `NAME=value`.
  public static func environment(of process: Int32, has setting: String) -> Bool {
    guard let bytes = try? Files.read("/proc/\(process)/environ") else { return false }
    return bytes.split(separator: 0).contains { $0.elementsEqual(setting.utf8) }
  }

  /// When a process started, in the kernel's ticks: with it, a number names one process for ever.
  public static func start(of process: Int32) -> UInt64? {
    guard let bytes = try? Files.read("/proc/\(process)/stat") else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    // The second field is the name in brackets, which may hold blanks and brackets.
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[end...].dropFirst().split(separator: " ")
    guard fields.count > 19, fields[0] != "Z" else { return nil }
    return UInt64(fields[19])
  }

  /// Ends a process; politely, or at once. One that is over already is no error.
  public static func end(_ process: Int32, atOnce: Bool = false) throws(SystemError) {
    guard kill(process, atOnce ? SIGKILL : SIGTERM) == 0 || errno == ESRCH else {
      throw SystemError("end process \(process)")
    }
  }
}
