internal import Diagnostics
internal import PolicyModel

/// Objects and lists of objects.
extension ManifestDecoder {
  /// How many lists may lie within one another.
  private static let listNesting = 8

  /// Reads the object of a document; null is no object.
  mutating func readDocument() throws(Stop) {
    leaveObject()
    listDepth = 0
    try events.followAlias()
    if events.current.kind == .scalar, scalar == .null { return try events.skip() }
    if var draft = try readObject() { try finish(&draft, as: nil) }
  }

  /// Reads an object; fields that stand in front of its type are held back.
  private mutating func readObject() throws(Stop) -> ObjectDraft? {
    try events.followAlias()
    guard events.current.kind == .mappingStart else {
      add(.notAnObject(events.current.kind == .sequenceStart ? "a list" : "a single value"))
      try events.skip()
      return nil
    }
    found.count += 1
    var draft = ObjectDraft(position: position)
    let faults = report.faultCount
    try readMapping(.objectOrList, unknown: { draft.unknown.append(($1, $2)) }) { decoder, field throws(Stop) in
      switch field {
      case .apiVersion: draft.apiVersion = try decoder.readSymbol()
      case .kind: draft.kind = try decoder.readSymbol()
      default: try decoder.readPart(field, of: &draft)
      }
    }
    draft.hasErrors = report.faultCount > faults
    return draft
  }

  /// Reads a field whose meaning hangs on the object's type, or holds it back while that isn't known.
  private mutating func readPart(_ field: FieldName, of draft: inout ObjectDraft) throws(Stop) {
    guard let name = draft.typeName else {
      if field == .items { return try readItems(of: &draft, as: nil) }
      draft.held.append((field, try events.hold()))
      return
    }
    switch type(of: name) {
    case .list(let item): if field == .items { try readItems(of: &draft, as: item) } else { try events.skip() }
    case .object(let kind):
      switch field {
      case .metadata: draft.metadata = try readMetadata(kind)
      case .spec: try readSpec(kind, &draft)
      case .status: try readStatus(kind, &draft)
      default: draft.unknown.append((field.name, position)); try events.skip()
      }
    case .former, .mistaken, .other: try events.skip()
    }
  }

  /// Reads the items of a list; `type` is for those that don't state their own.
  private mutating func readItems(of list: inout ObjectDraft, as type: TypeName?) throws(Stop) {
    list.isList = true
    let isUntyped = list.typeName == nil
    listDepth += 1
    if listDepth > Self.listNesting { throw events.stop(.listsNestedTooDeep(Self.listNesting)) }
    try readSequence { decoder, _ throws(Stop) in
      let outer = decoder.pathStart
      decoder.pathStart = decoder.path.count
      let held = decoder.events.heldTape.count
      if var item = try decoder.readObject() {
        if isUntyped, item.typeName == nil {
          list.bareItems.append(item)
        } else {
          try decoder.finish(&item, as: type)
          decoder.events.heldTape.truncate(to: held)
        }
      }
      decoder.pathStart = outer
    }
    listDepth -= 1
  }

  /// Reads what was held back, once all is known, and keeps the object if it is valid.
  private mutating func finish(_ draft: inout ObjectDraft, as type: TypeName?) throws(Stop) {
    draft.apiVersion = draft.apiVersion ?? type?.apiVersion
    draft.kind = draft.kind ?? type?.kind
    let faults = report.faultCount
    guard let name = draft.typeName else { return addMissingType(draft) }
    for (field, range) in draft.held {
      let saved = try events.beginReread(range)
      path.append(.field(field))
      try readPart(field, of: &draft)
      path.removeLast()
      events.endReread(saved)
    }
    if report.faultCount > faults { draft.hasErrors = true }
    switch self.type(of: name) {
    case .object(let kind):
      for (name, position) in draft.unknown { addUnknown(name, in: .object, at: position) }
      keep(kind, draft)
    case .list(let item) where draft.isList || item == nil:
      found.count -= 1
      for index in draft.bareItems.indices { try finish(&draft.bareItems[index], as: item) }
    case .former(let kind):
      add(.formerVersion(kind, symbols.text(name.apiVersion)), at: draft.position)
      found.skipped[name, default: 0] += 1
    case .mistaken(let kind):
      add(.mistakenKind(symbols.text(name.kind), symbols.text(name.apiVersion), kind), at: draft.position)
    case .list, .other: found.skipped[name, default: 0] += 1
    }
  }

  private mutating func addMissingType(_ draft: ObjectDraft) {
    if draft.isList, draft.kind == nil { found.count -= 1 }
    let isGiven = { (name: Symbol?) in name != nil && name != .empty }
    if !isGiven(draft.apiVersion) { add(.missingType("apiVersion"), at: draft.position) }
    if !isGiven(draft.kind) { add(.missingType("kind"), at: draft.position) }
  }

  /// What a type name means; found out once for each.
  private mutating func type(of name: TypeName) -> ObjectType {
    if let known = types[name] { return known }
    let (apiVersion, kind) = (symbols.text(name.apiVersion), symbols.text(name.kind))
    let type: ObjectType
    if kind == "List" {
      type = .list(nil)
    } else if kind.hasSuffix("List") {
      type = .list(TypeName(apiVersion: name.apiVersion, kind: symbols.intern(String(kind.dropLast(4)))))
    } else {
      type = ObjectType(apiVersion: apiVersion, kind: kind)
    }
    types[name] = type
    return type
  }
}
