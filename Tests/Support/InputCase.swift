import Foundation

/// A line of `Tests/Vectors/inputs` or `Tests/Vectors/truth`: a case with its cluster as `kubectl` would print it.
public struct InputCase: Sendable {
  /// The name that inputs and outputs share.
  public let name: String
  /// The `List` of the cluster's objects, as JSON text.
  public let list: [UInt8]

  /// The cases of a file, named as for `Vectors.lines`.
  public static func all(_ file: String) throws -> [InputCase] { try Vectors.data(file).map { try InputCase($0) } }

  /// The list is the last field of its line and the name the first, so that both can be cut out as they stand.
  private init(_ line: Data) throws {
    let quote = UInt8(ascii: "\"")
    let words = line.prefix(200).split(separator: quote, maxSplits: 4, omittingEmptySubsequences: false)
    guard words.count == 5, words[1].elementsEqual("case".utf8), let start = line.firstRange(of: Data(#""list":"#.utf8))
    else { throw CocoaError(.fileReadCorruptFile) }
    name = String(decoding: words[3], as: UTF8.self)
    list = line[start.upperBound...].dropLast(1).map { $0 }
  }
}
