public import Text

/// The backends that a program was composed of, found by the names that users write.
public struct BackendRegistry: Sendable {
  /// The backends, by id, the default version first.
  public let backends: [any PolicyBackend]

  /// A registry of the given backends. Two backends of one id and version, or two default versions, are our own bug.
  public init(_ backends: [any PolicyBackend]) {
    let key = { (backend: any PolicyBackend) in
      (backend.descriptor.id, backend.descriptor.isDefault ? 0 : 1, backend.descriptor.version)
    }
    self.backends = backends.sorted { key($0) < key($1) }
    precondition(Set(backends.map(\.descriptor.name)).count == backends.count, "two backends have one name")
  }

  /// The backend called `id` (its default version) or `id@version`.
  ///
  /// Throws with the list of the names that there are.
  public func backend(named name: String) throws(UnknownEngine) -> any PolicyBackend {
    let exact = backends.first { $0.descriptor.name == name }
    let byID = backends.first { $0.descriptor.id == name && $0.descriptor.isDefault }
    guard let backend = exact ?? byID else {
      throw UnknownEngine(name: name, known: backends.map(\.descriptor.name))
    }
    return backend
  }
}

extension BackendRegistry {
  /// The backend called `id` or `id@version`, with these settings.
  ///
  /// Throws `UnknownEngine`, or `EngineOptionError` where the engine does not take a setting.
  public func backend(named name: String, options: [EngineOption]) throws -> any PolicyBackend {
    try backend(named: name).configured(options)
  }
}

/// A name that no backend has.
public struct UnknownEngine: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked for.
  public var name: String
  /// The names that there are, each `id@version`.
  public var known: [String]

  /// Engines that were probably meant: names a slip away, those of which it is a part, other versions of the one named.
  public var near: NearNames {
    let id = name.split(separator: "@", omittingEmptySubsequences: false).first ?? ""
    if id.utf8.count < name.utf8.count { return NearNames(to: name, among: known) { $0.hasPrefix("\(id)@") } }
    return NearNames(to: name, among: Set(known.compactMap { $0.split(separator: "@").first.map { String($0) } })) {
      $0.split(separator: "-").contains(id)
    }
  }

  /// The name and the list.
  public var description: String {
    known.isEmpty
      ? "unknown engine \"\(name)\": this program has none"
      : "unknown engine \"\(name)\"; expected one of \(known.joined(separator: ", "))"
  }
}
