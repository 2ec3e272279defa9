internal import Glibc

/// Files and folders by their paths.
public enum Files {
  /// A file's bytes.
  public static func read(_ path: String) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open \(path)") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemError("read \(path)") }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Replaces a file's bytes; `mode` counts for a new file.
  public static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw SystemError("write \(path)") }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor, "write \(path)")
  }

  /// Replaces a file's text.
  public static func write(_ text: String, to path: String) throws(SystemError) {
    try write(Array(text.utf8), to: path)
  }

  /// Makes a folder, and those above it; none of them being there already is an error only if `isNew`.
  public static func makeFolder(_ path: String, isNew: Bool = false) throws(SystemError) {
    let parts = path.split(separator: "/")
    for count in 1..<max(parts.count, 1) {
      let above = "/" + parts.prefix(count).joined(separator: "/")
      if mkdir(above, 0o755) != 0, errno != EEXIST, errno != EROFS { throw SystemError("make the folder \(above)") }
    }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST && !isNew else { throw SystemError("make the folder \(path)") }
  }

  /// The names in a folder, in byte order.
  public static func names(in path: String) throws(SystemError) -> [String] {
    guard let folder = opendir(path) else { throw SystemError("open the folder \(path)") }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes a file, or a folder with all that is in it; one that is not there is none to remove.
  public static func remove(_ path: String) throws(SystemError) {
    if unlink(path) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw SystemError("remove \(path)") }
    for name in try names(in: path) { try remove("\(path)/\(name)") }
    guard rmdir(path) == 0 || errno == ENOENT else { throw SystemError("remove \(path)") }
  }

  /// Whether there is something at a path.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether this user may make files in a folder.
  public static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

  /// Removes a folder if nothing is in it.
  public static func removeIfEmpty(_ path: String) { rmdir(path) }

  /// Gives a file another path, in one step; what was there is replaced.
  public static func move(_ path: String, to other: String) throws(SystemError) {
    guard rename(path, other) == 0 else { throw SystemError("rename \(path)") }
  }

  static func writeAll(_ bytes: [UInt8], to descriptor: Int32, _ action: String) throws(SystemError) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(action) }
      sent += count
    }
  }
}
