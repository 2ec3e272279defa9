/// The rules on sizes: files, functions, parameters, nesting, folders.
enum Sizes {
  static let fileLimit = 400
  static let testFileLimit = 600
  static let functionLimit = 60
  static let parameterLimit = 5
  static let nestingLimit = 3
  /// For the files directly in a module's folder; the folders in it are by concept and may hold more.
  static let folderLimit = 15
  static let conceptFolderLimit = 25

  /// What is too large in one file.
  static func violations(in source: SwiftSource) -> [Violation] {
    let limit = source.path.hasPrefix("Tests/") ? testFileLimit : fileLimit
    let file = source.lineCount > limit ? [(0, "\(source.lineCount) lines; the limit is \(limit)")] : []
    let functions = source.functions.flatMap { function in objections(to: function, in: source) }
    return (file + functions).map { Violation(path: source.path, line: $0.0, message: $0.1) }
  }

  private static func objections(to function: Function, in source: SwiftSource) -> [(Int, String)] {
    var found: [(Int, String)] = []
    let title = function.name.isEmpty ? function.keyword : "\(function.keyword) \(function.name)"
    if function.lineCount > functionLimit, !source.isOneSwitch(function.body) {
      found.append((function.line, "\(title) has \(function.lineCount) lines; the limit is \(functionLimit)"))
    }
    // Initialisers are free: those of plain values take a parameter for each stored property.
    if function.keyword == "func", function.parameterCount > parameterLimit {
      let count = function.parameterCount
      found.append((function.line, "\(title) has \(count) parameters; the limit is \(parameterLimit)"))
    }
    let nesting = source.nesting(of: function.body)
    if nesting.depth > nestingLimit {
      found.append((nesting.line, "\(title) nests \(nesting.depth) deep; the limit is \(nestingLimit)"))
    }
    return found
  }

  /// Folders of modules that hold too many files; a large module has a folder for each concept.
  static func crowdedFolders(_ paths: [String]) -> [Violation] {
    let folders = Dictionary(grouping: paths) { $0.split(separator: "/").dropLast().joined(separator: "/") }
    return folders.sorted { $0.key < $1.key }.compactMap { folder, files in
      let limit = folder.split(separator: "/").count > 2 ? conceptFolderLimit : folderLimit
      guard files.count > limit else { return nil }
      return Violation(path: folder, line: 0, message: "\(files.count) files in one folder; the limit is \(limit)")
    }
  }
}
