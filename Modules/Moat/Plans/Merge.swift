internal import History
internal import PolicyModel

/// What an input makes of a state: three ways, as `kubectl apply` has them.
///
/// Objects of the input are added, or take the place of those of their names. Of the objects that the input lacks, those
/// go that were last applied from the same files or folders; what came from elsewhere stays.
struct Merge {
  /// New objects, and those in the place of others.
  private(set) var added: [StoredObject] = []
  /// What goes, and what is replaced.
  private(set) var removed: [ObjectVersion] = []
  /// What stays, but was applied from another file.
  private(set) var reapplied: [(version: ObjectVersion, place: StoredPlace)] = []
  /// How many objects stay that the input does not have.
  private(set) var keptCount = 0

  private var left: [ObjectKey: ObjectVersion]

  /// `sources` are the paths of the input from the root of the file system; none without pruning.
  init(_ stored: [ObjectVersion], _ input: [StoredObject], sources: [String]) {
    left = Dictionary(stored.map { ($0.object.key, $0) }, uniquingKeysWith: { first, _ in first })
    for object in input { take(object) }
    for version in left.values where !version.object.isImplied {
      if let path = version.source, sources.contains(where: { FilePath.contains($0, path) }) {
        removed.append(version)
        left[version.object.key] = nil
      } else {
        keptCount += 1
      }
    }
    completeNamespaces(input)
    added.sort { $0.key < $1.key }
    removed.sort { $0.object.key < $1.object.key }
  }

  private mutating func take(_ object: StoredObject) {
    guard let version = left[object.key] else {
      added.append(object)
      return
    }
    // An input that merely names a namespace says nothing about it.
    if object.isImplied, !version.object.isImplied { return }
    left[object.key] = nil
    if version.object.content == object.content {
      if let place = object.place, place.path != version.source { reapplied.append((version, place)) }
    } else {
      removed.append(version)
      added.append(object)
    }
  }

  /// Namespaces that are only named come and go with the objects that name them.
  private mutating func completeNamespaces(_ input: [StoredObject]) {
    var named = Set(input.map(\.key.namespace))
    named.formUnion(left.values.lazy.map(\.object.key.namespace))
    for version in left.values where version.object.isImplied && !named.contains(version.object.key.name) {
      removed.append(version)
      left[version.object.key] = nil
    }
    var present = Set(input.lazy.filter { $0.key.kind == .namespace }.map(\.key.name))
    present.formUnion(left.keys.lazy.filter { $0.kind == .namespace }.map(\.name))
    for name in named.subtracting(present).sorted() where !name.isEmpty { added.append(.impliedNamespace(name)) }
  }
}
