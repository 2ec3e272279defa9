internal import Diagnostics
internal import PolicyModel

/// Maps with known fields, maps with free keys, merge keys, lists.
extension ManifestDecoder {
  /// Reads one entry of a map: the events stand at the key. The second argument says whether a merge key brought it.
  typealias EntryReader = (inout ManifestDecoder, Bool) throws(Stop) -> Void
  /// Reads one field's value.
  typealias FieldReader = (inout ManifestDecoder, FieldName) throws(Stop) -> Void

  /// Reads a map of known fields; a field that is not there, or a map that is null, calls nothing.
  ///
  /// Fields outside the schema are skipped with a warning, or given to `unknown` with their place.
  @discardableResult
  mutating func readMapping(
    _ schema: Schema, unknown: ((inout ManifestDecoder, String, SourcePosition) -> Void)? = nil, _ read: FieldReader
  ) throws(Stop) -> Bool {
    var seen: UInt64 = 0
    var unknownSeen: Set<String> = []
    return try readEntries { decoder, isMerged throws(Stop) in
      let position = decoder.position
      guard let field = decoder.fields.field(decoder.events.current.text), let bit = schema.bit(of: field) else {
        let name = String(decoding: decoder.events.current.text, as: UTF8.self)
        if unknownSeen.insert(name).inserted {
          if let unknown {
            unknown(&decoder, name, position)
          } else {
            decoder.addUnknown(name, in: schema, at: position)
          }
        } else if !isMerged {
          decoder.add(.duplicateKey(decoder.pathText, name), at: position)
        }
        try decoder.events.advance()
        return try decoder.events.skip()
      }
      try decoder.events.advance()
      if seen & bit != 0 {
        if !isMerged { decoder.add(.duplicateKey(decoder.pathText, field.name), at: position) }
        return try decoder.events.skip()
      }
      seen |= bit
      decoder.path.append(.field(field))
      try read(&decoder, field)
      decoder.path.removeLast()
    }
  }

  /// Warns of a field that isn't in the schema.
  mutating func addUnknown(_ name: String, in schema: Schema, at place: SourcePosition) {
    if schema.isStatus, schema.nearest(to: name) == nil { return }
    if report.isFullOfWarnings { return report.countWarning() }
    add(.unknownField(pathText, name, in: schema), at: place)
  }

  /// Reads a map entry by entry, the entries of merge keys last; returns whether there was a map.
  mutating func readEntries(_ read: EntryReader) throws(Stop) -> Bool {
    guard try enter(.mappingStart, .map) else { return false }
    var merges: [TapeRange] = []
    while events.current.kind != .mappingEnd { try readEntry(isMerged: false, &merges, read) }
    for range in merges { try readMerged(range, read) }
    try events.advance()
    return true
  }

  /// Reads a list element by element.
  mutating func readSequence(_ read: (inout ManifestDecoder, Int) throws(Stop) -> Void) throws(Stop) {
    guard try enter(.sequenceStart, .list) else { return }
    var index = 0
    while events.current.kind != .sequenceEnd {
      path.append(.index(index))
      try read(&self, index)
      path.removeLast()
      index += 1
    }
    try events.advance()
  }

  /// Steps into a collection of the given kind; past anything else, which is an error unless it is null.
  private mutating func enter(_ kind: EventKind, _ expected: ValueType) throws(Stop) -> Bool {
    try events.followAlias()
    if events.current.kind == kind {
      try events.advance()
      return true
    }
    if !(events.current.kind == .scalar && scalar == .null) { addWrongType(expected) }
    try events.skip()
    return false
  }

  private mutating func readEntry(
    isMerged: Bool, _ merges: inout [TapeRange], _ read: EntryReader
  ) throws(Stop) {
    if events.current.isMergeKey { return try collectMerges(&merges) }
    try events.followAlias()
    guard events.current.kind == .scalar else {
      add(.keyNotScalar(pathText))
      try events.skip()
      return try events.skip()
    }
    try read(&self, isMerged)
  }

  /// Notes the maps that a merge key names; the events stand at the key.
  private mutating func collectMerges(_ merges: inout [TapeRange]) throws(Stop) {
    try events.advance()
    if events.current.kind == .sequenceStart {
      try events.advance()
      while events.current.kind != .sequenceEnd { try collectMerge(&merges) }
      try events.advance()
    } else {
      try collectMerge(&merges)
    }
  }

  private mutating func collectMerge(_ merges: inout [TapeRange]) throws(Stop) {
    let place = position
    guard events.current.kind == .alias || events.current.kind == .mappingStart else {
      add(.mergeNotMap(pathText))
      return try events.skip()
    }
    let range = try events.hold()
    if events.isMapping(range) { merges.append(range) } else { add(.mergeNotMap(pathText), at: place) }
  }

  private mutating func readMerged(_ range: TapeRange, _ read: EntryReader) throws(Stop) {
    let saved = try events.beginReread(range)
    try events.advance()
    var merges: [TapeRange] = []
    while events.current.kind != .mappingEnd { try readEntry(isMerged: true, &merges, read) }
    for inner in merges { try readMerged(inner, read) }
    try events.advance()
    events.endReread(saved)
  }
}
