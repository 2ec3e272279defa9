internal import Glibc

/// One thing to read, or why it can't be.
enum Input {
  case standardInput
  case file(String)
  case problem(String, Finding)
}

/// The inputs that paths stand for, each once, folders in the order of their names.
struct InputList {
  /// The inputs in the order of reading.
  private(set) var inputs: [Input] = []

  private struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  private var seen: Set<Identity> = []
  private let limits: ManifestLimits

  init(paths: [String], limits: ManifestLimits) {
    self.limits = limits
    var hasStandardInput = false
    for path in paths {
      if path == "-" {
        if !hasStandardInput { inputs.append(.standardInput) }
        hasStandardInput = true
      } else {
        add(named: path)
      }
    }
  }

  /// Adds a path that the user gave.
  private mutating func add(named path: String) {
    var status = stat()
    guard !path.isEmpty, stat(path, &status) == 0 else {
      let isMissing = path.isEmpty || errno == ENOENT || errno == ENOTDIR
      inputs.append(.problem(path, isMissing ? .missingPath(path) : .unreadablePath(errno)))
      return
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      let before = inputs.count
      if isNew(status), !addFolder(path, depth: 0), inputs.count == before {
        inputs.append(.problem(path, .emptyFolder))
      }
    } else if status.st_mode & S_IFMT != S_IFREG || isNew(status) {
      inputs.append(.file(path))
    }
  }

  /// Adds what a folder holds; returns whether there was a manifest, read now or before.
  private mutating func addFolder(_ path: String, depth: Int) -> Bool {
    guard depth <= limits.folderDepth else {
      inputs.append(.problem(path, .folderTooDeep(limits.folderDepth)))
      return true
    }
    guard let names = Self.names(in: path) else {
      inputs.append(.problem(path, .unreadablePath(errno)))
      return true
    }
    var hasManifest = false
    for name in names {
      let child = path.hasSuffix("/") ? path + name : path + "/" + name
      if addChild(child, isManifest: Self.isManifest(name), depth: depth) { hasManifest = true }
    }
    return hasManifest
  }

  private mutating func addChild(_ path: String, isManifest: Bool, depth: Int) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if isManifest { inputs.append(.problem(path, .unreadablePath(errno))) }
      return isManifest
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return isNew(status) ? addFolder(path, depth: depth + 1) : false
    case S_IFREG:
      if isManifest, isNew(status) { inputs.append(.file(path)) }
    default:
      if isManifest { inputs.append(.problem(path, .notRegularFile)) }
    }
    return isManifest
  }

  private mutating func isNew(_ status: stat) -> Bool {
    seen.insert(Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))).inserted
  }

  private static func isManifest(_ name: String) -> Bool {
    name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json")
  }

  /// The names in a folder in byte order, hidden ones left out; `nil` if it can't be read.
  private static func names(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
