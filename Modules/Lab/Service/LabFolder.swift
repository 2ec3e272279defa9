internal import SystemCalls

/// Where labs are written down: a folder each, under `/run/moat`, or for users without it `$XDG_RUNTIME_DIR/moat`;
/// `MOAT_LAB_FOLDER` names another place.
public struct LabFolder: Hashable, Sendable {
  /// The lab's name.
  public let name: String

  /// The folder of a lab; throws for a name that is none.
  public init(_ name: String) throws(LabError) {
    let isFit = name.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 || $0 == 45 }
    guard isFit, !name.isEmpty, name.utf8.count <= 40, !name.hasPrefix("-") else { throw .badName(name) }
    self.name = name
  }

  /// The folder of all labs.
  static let base: String = {
    if let chosen = Host.variable("MOAT_LAB_FOLDER"), chosen.hasPrefix("/") { return chosen }
    // Users who are not root shall learn that root has labs; root of a user namespace has a place of its own.
    if Files.isWritable("/run") || Files.exists("/run/moat") && !Host.isRoot { return "/run/moat" }
    return Host.variable("XDG_RUNTIME_DIR").map { "\($0)/moat" } ?? "/tmp/moat-\(Host.userNumber)"
  }()

  var path: String { "\(Self.base)/\(name)" }
  var statePath: String { "\(path)/state" }
  var socketPath: String { "\(path)/socket" }
  /// The hosts of a namespace of the cluster, as its pods see them.
  func hostsPath(_ namespace: String) -> String { "\(path)/hosts-\(namespace)" }
  var resolverPath: String { "\(path)/resolv.conf" }
  var inputPath: String { "\(path)/input" }

  /// The labs that are written down, alive or not.
  public static var all: [LabFolder] {
    var folders: [LabFolder] = []
    for name in (try? Files.names(in: base)) ?? [] { if let folder = try? LabFolder(name) { folders.append(folder) } }
    return folders
  }

  /// Runs `body` while nobody else makes or clears labs.
  static func locked<Value>(_ body: () throws(LabError) -> Value) throws(LabError) -> Value {
    let lock = try system { () throws(SystemError) in
      try Files.makeFolder(base)
      return try FileLock(folder: base)
    }
    defer {
      // The last one takes the folder with it; where labs are left, it stays.
      Files.removeIfEmpty(base)
      _ = lock
    }
    return try body()
  }

  /// Makes the folder; throws if the lab is there already.
  func make() throws(LabError) {
    do throws(SystemError) {
      try Files.makeFolder(path, isNew: true)
    } catch {
      throw error.isExisting ? .existing(name) : .system(error)
    }
  }

  /// Removes the folder with all that is in it.
  func remove() throws(LabError) {
    try system { () throws(SystemError) in try Files.remove(path) }
    Files.removeIfEmpty(Self.base)
  }

  /// Keeps the texts of the input.
  func write(_ input: [[UInt8]]) throws(LabError) {
    for (number, text) in input.enumerated() {
      try system { () throws(SystemError) in try Files.write(text, to: "\(inputPath)-\(number)") }
    }
  }
}
