internal import Glibc
internal import Text

/// A folder that is filled with whole files only: each is written beside its place, synced, and renamed into it.
struct OutputFolder {
  let path: String

  /// Makes the folder and its parents where they are missing.
  init(creating path: String) throws(Failure) {
    self.path = path
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      guard mkdir(made, 0o777) == 0 || errno == EEXIST else { throw Self.refused("create folder", made) }
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.refused("open folder", path) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(
        outcome: .input, message: "-o \(path) is a file; expected a folder", notes: ["name a folder, or a new name"])
    }
  }

  /// Writes the files; on a failure those of this call that are not yet in place are removed again.
  func write(_ files: [(name: String, content: TextBuffer)]) throws(Failure) {
    var staged: [(temporary: String, final: String)] = []
    do throws(Failure) {
      for file in files {
        let final = "\(path)/\(file.name)"
        let temporary = "\(path)/.\(file.name).\(getpid()).part"
        staged.append((temporary, final))
        try Self.writeWhole(file.content.bytes, to: temporary)
      }
      for (temporary, final) in staged {
        guard rename(temporary, final) == 0 else { throw Self.refused("write", final) }
      }
    } catch {
      for (temporary, _) in staged { unlink(temporary) }
      throw error
    }
  }

  private static func writeWhole(_ bytes: [UInt8], to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw refused("create", path) }
    defer { close(descriptor) }
    try Output.write(bytes, to: descriptor, name: path)
    guard fsync(descriptor) == 0 else { throw refused("write", path) }
  }

  private static func refused(_ what: String, _ path: String) -> Failure {
    Failure(outcome: .machine, message: "cannot \(what) \(path): \(String(cString: strerror(errno)))")
  }
}
