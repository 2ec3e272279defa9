import Foundation

/// A new empty folder for the time of one closure; it is gone afterwards, however the closure ends.
///
///     try TemporaryFolder.with { folder in
///       let file = try folder.write(yaml, to: "policies/web.yaml")
///       …
///     }
public struct TemporaryFolder: Sendable {
  /// Its absolute path, without a slash at its end and with no symbolic link in it.
  public let path: String

  /// Runs `body` with a new folder.
  ///
  /// A closure whose only `try` is within `#expect` must say so, `{ folder throws in`: the compiler does not look there.
  public static func with<Value>(_ body: (TemporaryFolder) throws -> Value) throws -> Value {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    return try body(folder)
  }

  /// Runs `body` with a new folder.
  public static func with<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: (TemporaryFolder) async throws -> sending Value
  ) async throws -> sending Value {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    return try await body(folder)
  }

  /// A folder that is there already and that nobody removes.
  public init(at path: String) { self.path = path }

  private init() throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "moat-\(UUID().uuidString)", directoryHint: .notDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    path = folder.path(percentEncoded: false)
  }

  private func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something in the folder.
  public func path(of name: String) -> String { path + "/" + name }

  /// Writes a file, with the folders that its name has in front, and returns its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    let file = URL(filePath: path(of: name))
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return path(of: name)
  }

  /// The text of a file in the folder.
  public func text(of name: String) throws -> String { try String(contentsOfFile: path(of: name), encoding: .utf8) }
}
