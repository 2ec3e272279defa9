/// Paths as text; nothing here looks at the file system.
public enum FilePath {
  /// The path from the root, without `.`, `..` and doubled slashes; standard input stays what it is.
  public static func absolute(_ path: String, in folder: String) -> String {
    if path.hasPrefix("<") { return path }
    var parts: [Substring] = []
    for part in ((path.hasPrefix("/") ? "" : folder + "/") + path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Whether a file is the path itself or in the folder that it is.
  public static func contains(_ path: String, _ file: String) -> Bool {
    file == path || path == "/" || file.hasPrefix(path + "/")
  }
}
