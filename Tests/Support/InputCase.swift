import Foundation

/// A line of `Tests/Vectors/inputs` or `Tests/Vectors/truth`: a case with its cluster as `kubectl` would print it.
public struct InputCase: Sendable {
  /// The name that inputs and outputs share.
  public let name: String
  /// The `List` of the cluster's objects, as JSON text.
  public let list: [UInt8]

  /// The cases of a file, named as for `Vectors.lines`.
  public static func all(_ file: String) throws -> [InputCase] { try Vectors.data(file).map { try InputCase($0) } }

  /// The list is the last field of its line, so that it can be cut out as it stands.
  private init(_ line: Data) throws {
    guard let start = line.firstRange(of: Data(#""list":"#.utf8)), let name = try JSON(line)["case"].string else {
      throw CocoaError(.fileReadCorruptFile)
    }
    self.name = name
    var list = line[start.upperBound...]
    while let last = list.last, last != UInt8(ascii: "}") { list.removeLast() }
    self.list = Array(list.dropLast())
  }
}
