public import Foundation

/// The files of `Tests/Vectors`: gzipped JSON lines, one case a line. What they hold is told in the README there.
///
///     for line in try Vectors.lines("inputs/edge-a") {
///       let cluster = try load(line["list"])
///     }
public enum Vectors {
  /// The decoded lines of a file, named by its path without `.jsonl.gz`: `lines("azure-npm@1.6/edge-a")`.
  public static func lines(_ name: String) throws -> [JSON] { try lines(name, as: JSON.self) }

  /// The lines of a file as values of a type; fields that the type does not name are skipped.
  public static func lines<Line: Decodable>(_ name: String, as type: Line.Type) throws -> [Line] {
    let decoder = JSONDecoder()
    return try data(name).map { try decoder.decode(type, from: $0) }
  }

  /// The raw lines of a file, without their line feeds.
  public static func data(_ name: String) throws -> [Data] {
    let result = try Command("gzip", "-dc", path(name)).run()
    guard result.status == 0 else { throw Command.Failure(description: "gzip: \(result.errorText)") }
    return result.output.split(separator: UInt8(ascii: "\n")).map { Data($0) }
  }

  /// The names in one folder, for example `inputs/edge-a`, in byte order; none if there is no such folder.
  public static func names(in folder: String) -> [String] {
    RepositoryRoot.files(under: "Tests/Vectors/\(folder)", suffix: suffix)
      .map { String($0.dropFirst("Tests/Vectors/".count).dropLast(suffix.count)) }
  }

  /// The absolute path of a file.
  public static func path(_ name: String) -> String { RepositoryRoot.path(of: "Tests/Vectors/\(name)\(suffix)") }

  private static let suffix = ".jsonl.gz"
}
