internal import Glibc

/// Where the file of a history is.
public enum HistoryPlace {
  /// The first of: the path of `--store`, `$MOAT_STORE`, `.moat/history.sqlite` in the nearest of the folders above that
  /// has one, `moat/history.sqlite` under `$XDG_STATE_HOME` (without it, under `~/.local/state`).
  public static func find(option: String?, environment: (String) -> String?, folder: String) -> String {
    if let option { return option }
    if let path = environment("MOAT_STORE"), !path.isEmpty { return path }
    let own = ".moat/history.sqlite"
    if access(folder + "/" + own, F_OK) == 0 { return own }
    var parts = folder.split(separator: "/").dropLast()
    while true {
      let path = "/" + (parts + [".moat", "history.sqlite"]).joined(separator: "/")
      if access(path, F_OK) == 0 { return path }
      if parts.popLast() == nil { break }
    }
    // The base directory specification asks to take no notice of relative paths.
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/moat/history.sqlite" }
    return (environment("HOME") ?? "") + "/.local/state/moat/history.sqlite"
  }

  /// Makes an empty file that only its owner can read, in folders that only their owner can open; folders and files that
  /// are there stay as they are.
  static func create(_ path: String) throws(HistoryError) {
    let parts = path.split(separator: "/").dropLast()
    var made = path.hasPrefix("/") ? "/" : ""
    for part in parts {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      guard mkdir(made, 0o700) == 0 || errno == EEXIST else { throw .refused("make folder", made, errno) }
    }
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      close(descriptor)
    } else if errno != EEXIST {
      throw .refused("make", path, errno)
    }
  }
}
