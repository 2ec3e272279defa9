/// An object as a history holds it: canonical bytes under a name, and where it was read.
///
/// Equal objects have equal bytes: JSON without white space, keys in byte order, defaults left out. What Moat does not
/// read of an object is not in it.
public struct StoredObject: Hashable, Sendable {
  /// Its name.
  public var key: ObjectKey
  /// The canonical bytes.
  public var content: [UInt8]
  /// Where it was read; `nil` for what no file holds, such as an implied namespace.
  public var place: StoredPlace?

  /// An object.
  public init(_ key: ObjectKey, content: [UInt8], place: StoredPlace? = nil) {
    (self.key, self.content, self.place) = (key, content, place)
  }

  /// Whether no object stands behind it: a namespace that others merely name.
  public var isImplied: Bool { key.kind == .namespace && content.suffix(16).elementsEqual(Self.implied) }

  /// The namespace that stands for a name without an object.
  public static func impliedNamespace(_ name: String) -> StoredObject {
    let label = "\"labels\":{\"kubernetes.io/metadata.name\":\"\(name)\"}"
    let text =
      "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\(label),\"name\":\"\(name)\"},\"implied\":true}"
    return StoredObject(ObjectKey(.namespace, "", name), content: Array(text.utf8))
  }

  private static let implied = Array(",\"implied\":true}".utf8)
}

/// Where an object and its parts were read. It is no part of the object: text that moves within a file changes nothing.
public struct StoredPlace: Hashable, Sendable {
  /// The file as the user named it when it was recorded.
  public var file: String
  /// The same file from the root of the file system; tells which objects came from the paths of an earlier command.
  public var path: String
  /// Lines and columns, packed: the object's own, then those of a policy's parts in their order.
  public var lines: [UInt8]

  /// A place.
  public init(file: String, path: String, lines: [UInt8]) {
    (self.file, self.path, self.lines) = (file, path, lines)
  }
}
