internal import Diagnostics
public import PolicyModel
internal import Text
internal import Traffic

/// Prints the objects of a cluster as their canonical bytes.
public struct ObjectPrinter {
  let cluster: Cluster
  private let folder: String
  private var paths: [String]

  /// A printer; `folder` is what the names of files are relative to.
  public init(_ cluster: Cluster, folder: String) {
    self.cluster = cluster
    self.folder = folder
    paths = cluster.files.names.map { FilePath.absolute($0, in: folder) }
  }

  /// All objects, by kind, namespace and name; costs O(text).
  public func objects() -> [StoredObject] {
    var result: [StoredObject] = []
    result.reserveCapacity(cluster.pods.count + cluster.policies.count + cluster.namespaces.count)
    for object in cluster.namespaces {
      result.append(stored(.namespace, nil, object.name, [object.position], namespace(object)))
    }
    for object in cluster.nodes { result.append(stored(.node, nil, object.name, [object.position], node(object))) }
    for object in cluster.pods {
      result.append(stored(.pod, object.id.namespace, object.id.name, [object.position], pod(object)))
    }
    for object in cluster.services {
      result.append(stored(.service, object.id.namespace, object.id.name, [object.position], service(object)))
    }
    for object in cluster.policies {
      var positions: [SourcePosition] = []
      var copy = object
      copy.forEachPosition { positions.append($0) }
      result.append(stored(.policy, object.id.namespace, object.id.name, positions, policy(object)))
    }
    return result
  }

  private func stored(
    _ kind: ObjectKind, _ namespace: Symbol?, _ name: Symbol, _ positions: [SourcePosition], _ json: JSONWriter
  ) -> StoredObject {
    let key = ObjectKey(kind, namespace.map(cluster.text) ?? "", cluster.text(name))
    return StoredObject(key, content: json.buffer.bytes, place: place(positions))
  }

  private func place(_ positions: [SourcePosition]) -> StoredPlace? {
    guard let first = positions.first, Int(first.file) < paths.count else { return nil }
    let file = Int(first.file)
    return StoredPlace(file: cluster.files.names[file], path: paths[file], lines: StoredPlace.pack(positions))
  }

  private func namespace(_ namespace: Namespace) -> JSONWriter {
    document("v1", .namespace) { json in
      json.field("metadata") { json in
        json.object { json in
          if namespace.isBeingDeleted { json.field("deletionTimestamp", "") }
          json.labels(namespace.labels.labels, of: cluster.symbols)
          json.symbol("name", namespace.name, of: cluster.symbols)
        }
      }
      if !namespace.isDeclared { json.field("implied", true) }
    }
  }

  private func node(_ node: Node) -> JSONWriter {
    document("v1", .node) { json in
      json.metadata(nil, node.name, node.labels, of: cluster.symbols)
      if !node.podCIDRs.isEmpty {
        json.field("spec") { json in
          json.object { $0.strings("podCIDRs", node.podCIDRs.map(\.description)) }
        }
      }
      if !node.addresses.isEmpty {
        json.field("status") { json in
          json.object { $0.strings("addresses", node.addresses.map(\.description)) }
        }
      }
    }
  }

  func document(_ version: String, _ kind: ObjectKind, _ body: (inout JSONWriter) -> Void) -> JSONWriter {
    var json = JSONWriter(layout: .compact, capacity: 384)
    json.object { json in
      json.field("apiVersion", version)
      json.field("kind", kind.name)
      body(&json)
    }
    return json
  }
}

extension JSONWriter {
  mutating func symbol(_ field: String, _ symbol: Symbol, of table: SymbolTable) {
    self.field(field) { $0.string(utf8: table.utf8(symbol)) }
  }

  mutating func labels(_ labels: [Label], named field: String = "labels", of table: SymbolTable) {
    guard !labels.isEmpty else { return }
    self.field(field) { $0.map(labels, of: table) }
  }

  mutating func map(_ labels: [Label], of table: SymbolTable) {
    object { json in
      for label in labels { json.symbol(table.text(label.key), label.value, of: table) }
    }
  }

  mutating func metadata(_ namespace: Symbol?, _ name: Symbol, _ labels: LabelSet, of table: SymbolTable) {
    field("metadata") { json in
      json.object { json in
        json.labels(labels.labels, of: table)
        json.symbol("name", name, of: table)
        if let namespace { json.symbol("namespace", namespace, of: table) }
      }
    }
  }

  mutating func strings(_ field: String, _ values: [String]) {
    self.field(field) { json in
      json.array { json in for value in values { json.string(value) } }
    }
  }
}
