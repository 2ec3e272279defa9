import Support
import Testing

/// A Swift file as the rules look at it: its lines, and its code with comments and the insides of strings blanked.
struct SwiftSource: CustomStringConvertible {
  /// The path from the repository's root.
  let path: String
  /// The lines as written.
  let lines: [String]
  /// The bytes of the file, in which comments and the insides of strings are spaces and quoted identifiers are `_`.
  let code: [UInt8]
  /// The lines of `code`.
  let codeLines: [String]
  /// Where each line starts in `code`.
  private let starts: [Int]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    code = Masking.mask(Array(text.utf8))
    codeLines = code.split(separator: 10, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    var starts = [0]
    for (index, byte) in code.enumerated() where byte == 10 { starts.append(index + 1) }
    self.starts = starts
  }

  var description: String { path }

  /// The number of lines; the empty one behind the last line feed does not count.
  var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

  /// The line, from 1, that holds the byte at `index`.
  func line(at index: Int) -> Int {
    var (low, high) = (0, starts.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Every Swift file of the project, read once for all rules.
  private static let project = Result {
    try ["Modules", "Plugins", "Tools", "Tests"].flatMap { RepositoryRoot.files(under: $0, suffix: ".swift") }
      .map { SwiftSource(path: $0, text: try RepositoryRoot.text(of: $0)) }
  }

  /// The Swift files under the given folders, in byte order of the paths.
  static func all(under folders: String...) throws -> [SwiftSource] {
    let sources = try project.get().filter { source in folders.contains { source.path.hasPrefix($0 + "/") } }
    try #require(!sources.isEmpty)
    return sources
  }
}
