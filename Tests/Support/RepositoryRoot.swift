public import Foundation

/// The folder that `Package.swift` stands in, found from where this source file was compiled.
public enum RepositoryRoot {
  /// The folder's path, without a slash at its end.
  public static let path = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path(percentEncoded: false)
    .trimmingSuffix("/")

  /// The folder as a URL.
  public static var url: URL { URL(filePath: path, directoryHint: .isDirectory) }

  /// The path of something in the repository, for example `path(of: "Tests/Golden")`.
  public static func path(of relative: String) -> String { path + "/" + relative }

  /// The text of a file in the repository; throws what Foundation throws when it can't be read.
  public static func text(of relative: String) throws -> String {
    try String(contentsOfFile: path(of: relative), encoding: .utf8)
  }

  /// The files under a folder of the repository whose names end with `suffix`, as paths from the root, in byte order.
  ///
  /// Folders whose names start with a dot are left out; a folder that is not there has no files.
  public static func files(under folder: String, suffix: String = "") -> [String] {
    let start = folder.isEmpty ? path : path(of: folder)
    guard let entries = FileManager.default.enumerator(atPath: start) else { return [] }
    var found: [String] = []
    while let entry = entries.nextObject() as? String {
      if entry.split(separator: "/").last?.hasPrefix(".") == true {
        entries.skipDescendants()
      } else if entry.hasSuffix(suffix), !isFolder(start + "/" + entry) {
        found.append(folder.isEmpty ? entry : folder + "/" + entry)
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The names of the folders directly in a folder of the repository, in byte order.
  public static func folders(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path(of: folder))) ?? []
    return names.filter { !$0.hasPrefix(".") && isFolder(path(of: folder) + "/" + $0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
