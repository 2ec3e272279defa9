/// Where something stands.
public enum Place: Hashable, Sendable {
  /// Nowhere in particular: the whole input, the machine.
  case none
  /// A file as the user named it.
  case file(String)
  /// A position in a file; line and column count from 1, columns in characters.
  case position(file: String, line: Int, column: Int)
  /// An object, by kind and name, when no file is known.
  case object(String)
}

extension Place: CustomStringConvertible {
  /// `file:line:column`, `file`, the object, or nothing.
  public var description: String {
    switch self {
    case .none: ""
    case .file(let name): name
    case .position(let file, let line, let column): "\(file):\(line):\(column)"
    case .object(let name): name
    }
  }
}

/// A position in one of many files, small enough to keep with every value that was read: 12 bytes.
public struct SourcePosition: Hashable, Sendable {
  /// The file's index in `SourceFiles`; `.max` where the value was not read from a file.
  public var file: UInt32
  /// The line, from 1.
  public var line: UInt32
  /// The column in characters, from 1.
  public var column: UInt32

  /// A position; line and column from 1.
  @inlinable
  public init(file: UInt32, line: UInt32, column: UInt32) { (self.file, self.line, self.column) = (file, line, column) }

  /// The position of values made in code.
  public static let none = SourcePosition(file: .max, line: 0, column: 0)
}

/// The names of the files that were read, in the order of reading.
public struct SourceFiles: Hashable, Sendable {
  /// The names as the user gave them.
  public private(set) var names: [String] = []

  /// No files.
  public init() {}

  /// Adds a file and returns its index.
  public mutating func add(_ name: String) -> UInt32 {
    names.append(name)
    return UInt32(names.count - 1)
  }

  /// The place that a position stands for; `.none` for values made in code.
  public func place(of position: SourcePosition) -> Place {
    guard position.file != .max, Int(position.file) < names.count else { return .none }
    return .position(file: names[Int(position.file)], line: Int(position.line), column: Int(position.column))
  }
}
