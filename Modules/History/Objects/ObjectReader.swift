internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// Makes model values of canonical bytes again; names go into one table of symbols.
struct ObjectReader: Sendable {
  var symbols = SymbolTable()

  mutating func namespace(_ object: StoredObject) throws -> Namespace {
    var name = Symbol.empty
    var labels: [Label] = []
    var (isBeingDeleted, isImplied) = (false, false)
    try document(object) { reader, cursor, key in
      if key == "implied" {
        isImplied = try cursor.boolean()
        return
      }
      guard key == "metadata" else { throw cursor.failure() }
      try cursor.object { cursor, key in
        switch key {
        case "deletionTimestamp":
          _ = try cursor.string()
          isBeingDeleted = true
        case "labels": labels = try reader.labels(&cursor)
        case "name": name = try reader.symbol(&cursor)
        default: throw cursor.failure()
        }
      }
    }
    return Namespace(
      name: name, labels: LabelSet(sorted: labels), isDeclared: !isImplied, isBeingDeleted: isBeingDeleted)
  }

  mutating func node(_ object: StoredObject) throws -> Node {
    var node = Node(name: .empty)
    try document(object) { reader, cursor, key in
      switch key {
      case "metadata":
        let metadata = try reader.metadata(&cursor)
        (node.name, node.labels) = (metadata.name.name, metadata.labels)
      case "spec":
        try cursor.object { cursor, _ in node.podCIDRs = try reader.values(&cursor) { CIDR($0) } }
      case "status":
        try cursor.object { cursor, _ in node.addresses = try reader.values(&cursor) { IPAddress($0) } }
      default: throw cursor.failure()
      }
    }
    return node
  }

  /// Reads a document of the kind that the object has; `body` reads the fields behind `kind`.
  mutating func document(
    _ object: StoredObject, _ body: (inout ObjectReader, inout JSONCursor, String) throws -> Void
  ) throws {
    try JSONCursor.read(object.content) { cursor in
      try cursor.object { cursor, key in
        switch key {
        case "apiVersion": _ = try cursor.string()
        case "kind":
          guard try cursor.string() == object.key.kind.name else { throw cursor.failure() }
        default: try body(&self, &cursor, key)
        }
      }
    }
  }

  mutating func symbol(_ cursor: inout JSONCursor) throws -> Symbol {
    try cursor.utf8 { symbols.intern(utf8: $0) }
  }

  mutating func labels(_ cursor: inout JSONCursor) throws -> [Label] {
    var labels: [Label] = []
    try cursor.object { cursor, key in
      labels.append(Label(symbols.intern(key), try symbol(&cursor)))
    }
    return labels
  }

  struct Metadata {
    var name = ObjectName(.empty, .empty)
    var labels = LabelSet.empty
    var gracePeriod: Int32?
    var workload: Workload?
  }

  mutating func metadata(_ cursor: inout JSONCursor) throws -> Metadata {
    var metadata = Metadata()
    try cursor.object { cursor, key in
      switch key {
      case "deletionGracePeriodSeconds": metadata.gracePeriod = try cursor.integer(as: Int32.self)
      case "labels": metadata.labels = LabelSet(sorted: try labels(&cursor))
      case "name": metadata.name.name = try symbol(&cursor)
      case "namespace": metadata.name.namespace = try symbol(&cursor)
      case "ownerReferences": try cursor.array { metadata.workload = try owner(&$0) }
      default: throw cursor.failure()
      }
    }
    return metadata
  }

  private mutating func owner(_ cursor: inout JSONCursor) throws -> Workload {
    var kind: WorkloadKind?
    var name = Symbol.empty
    try cursor.object { cursor, key in
      switch key {
      case "controller": _ = try cursor.boolean()
      case "kind": kind = WorkloadKind(rawValue: try cursor.string())
      default: name = try symbol(&cursor)
      }
    }
    guard let kind else { throw cursor.failure() }
    return Workload(kind, name)
  }

  /// Reads a list of texts that all stand for a value.
  func values<Value>(_ cursor: inout JSONCursor, _ make: (String) -> Value?) throws -> [Value] {
    var result: [Value] = []
    try cursor.array { cursor in
      guard let value = make(try cursor.string()) else { throw cursor.failure() }
      result.append(value)
    }
    return result
  }

  /// Reads a word that is one of an enumeration's.
  func word<Word: RawRepresentable>(_ cursor: inout JSONCursor) throws -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: try cursor.string()) else { throw cursor.failure() }
    return word
  }

  func ipProtocol(_ cursor: inout JSONCursor) throws -> IPProtocol {
    let text = try cursor.string()
    if text == "TCP" { return .tcp }
    guard let ipProtocol = IPProtocol(text) else { throw cursor.failure() }
    return ipProtocol
  }

  mutating func reference(_ cursor: inout JSONCursor) throws -> PortReference {
    cursor.isString ? .name(try symbol(&cursor)) : .number(try cursor.integer(as: Int32.self))
  }
}
