internal import Diagnostics
internal import PolicyModel

/// What is read of an object's `metadata`.
struct Metadata {
  var position: SourcePosition
  var name: Symbol?
  /// Whether there is a name, but none that can be read.
  var hasUnreadableName = false
  var hasGenerateName = false
  var namespace: Symbol?
  var labels = LabelSet.empty
  /// Whether it says that there are no labels: `labels: {}`.
  var statesNoLabels = false
  var isBeingDeleted = false
  var grace: Int64?
  var controller: Controller?

  init(position: SourcePosition) { self.position = position }
}

extension ManifestDecoder {
  /// Reads the metadata of an object; of a template if `kind` is `nil`.
  mutating func readMetadata(_ kind: ObjectKind?) throws(Stop) -> Metadata {
    var metadata = Metadata(position: position)
    try readMapping(.objectMeta) { decoder, field throws(Stop) in
      let place = decoder.position
      switch field {
      case .name:
        let errors = decoder.report.errorCount
        metadata.name = try decoder.readSymbol()
        metadata.hasUnreadableName = decoder.report.errorCount > errors
        if let name = metadata.name, let kind, name != .empty { decoder.checkName(name, of: kind, at: place) }
      case .generateName: metadata.hasGenerateName = try decoder.readText().map { !$0.isEmpty } ?? false
      case .namespace: metadata.namespace = try decoder.readNamespace(kind)
      case .labels:
        let isMapping = decoder.events.current.kind == .mappingStart
        metadata.labels = decoder.shared(try decoder.readLabels())
        metadata.statesNoLabels = isMapping && metadata.labels.labels.isEmpty
      case .deletionTimestamp: metadata.isBeingDeleted = try decoder.readText() != nil
      case .deletionGracePeriodSeconds:
        metadata.grace = try decoder.readInteger()
        if let grace = metadata.grace, grace < 0 { decoder.add(.negative(decoder.pathText, grace), at: place) }
      case .ownerReferences: metadata.controller = try decoder.readOwners()
      default: try decoder.events.skip()
      }
    }
    return metadata
  }

  /// Reads labels, of an object or of a selector, in key order.
  mutating func readLabels() throws(Stop) -> [Label] {
    var labels: [Label] = []
    labels.reserveCapacity(8)
    var keys: Set<Symbol> = []
    _ = try readEntries { decoder, isMerged throws(Stop) in
      let place = decoder.position
      let key = decoder.internKey()
      try decoder.events.advance()
      let isKnown = labels.count < 16 ? labels.contains { $0.key == key } : keys.contains(key)
      if isKnown {
        if !isMerged { decoder.add(.duplicateKey(decoder.pathText, decoder.symbols.text(key)), at: place) }
        return try decoder.events.skip()
      }
      decoder.checkKey(key, at: place)
      decoder.path.append(.key(key))
      labels.append(Label(key, try decoder.readLabelValue()))
      decoder.path.removeLast()
      if labels.count == 16 { keys = Set(labels.map(\.key)) } else if labels.count > 16 { keys.insert(key) }
    }
    return symbols.sorted(labels)
  }

  /// One label set for all objects with the same labels.
  mutating func shared(_ labels: [Label]) -> LabelSet {
    if labels.isEmpty { return .empty }
    let key = LabelsKey(labels: labels)
    if let known = labelSets[key] { return known }
    let set = LabelSet(sorted: labels)
    labelSets[key] = set
    return set
  }

  /// The symbol of the key that the events stand at; a Boolean is spelled out, as Kubernetes' reader does.
  private mutating func internKey() -> Symbol {
    if events.current.isPlain, case .bool(let value) = scalar { return symbols.intern(value ? "true" : "false") }
    return symbols.intern(utf8: events.current.text)
  }

  private mutating func readLabelValue() throws(Stop) -> Symbol {
    let place = position
    let errors = report.errorCount
    let value = try readSymbol()
    if value == nil, report.errorCount == errors { add(.nullLabel(pathText), at: place) }
    if let value { check(value, .labelValue, at: place) }
    return value ?? .empty
  }

  private mutating func readNamespace(_ kind: ObjectKind?) throws(Stop) -> Symbol? {
    let place = position
    guard let name = try readSymbol(), name != .empty, let kind else { return nil }
    if !kind.isNamespaced {
      add(.namespaceNotAllowed(pathText, symbols.text(name), kind), at: place)
      return nil
    }
    check(name, .dnsLabel, at: place)
    return name
  }

  /// Reads owner references and gives the controlling one, if it is of a kind that stamps out pods.
  private mutating func readOwners() throws(Stop) -> Controller? {
    var controller: Controller?
    var controllers = 0
    try readSequence { decoder, _ throws(Stop) in
      let place = decoder.position
      var kind: WorkloadKind?
      var name: Symbol?
      var isController = false
      try decoder.readMapping(.ownerReference) { decoder, field throws(Stop) in
        switch field {
        case .kind: kind = try decoder.readText().flatMap(WorkloadKind.init)
        case .name: name = try decoder.readSymbol()
        case .controller: isController = try decoder.readBool() ?? false
        default: try decoder.events.skip()
        }
      }
      guard isController else { return }
      controllers += 1
      if controllers == 2 { decoder.add(.secondController(decoder.pathText), at: place) }
      if let kind, let name, controllers == 1 { controller = Controller(kind: kind, name: name) }
    }
    return controller
  }
}

/// Labels as the key of a dictionary, hashed in one go.
struct LabelsKey: Hashable {
  var labels: [Label]

  func hash(into hasher: inout Hasher) {
    var state: UInt64 = 0
    for label in labels {
      let word = UInt64(label.key.rawValue) << 32 | UInt64(label.value.rawValue)
      state = (state ^ word) &* 0x9e37_79b9_7f4a_7c15
      state ^= state >> 29
    }
    hasher.combine(state)
  }
}

extension SymbolTable {
  /// Labels in byte order of their keys.
  func sorted(_ labels: [Label]) -> [Label] {
    var labels = labels
    if labels.count > 24 { return labels.sorted { precedes($0.key, $1.key) } }
    for index in labels.indices.dropFirst() {
      let label = labels[index]
      var free = index
      while free > 0, precedes(label.key, labels[free - 1].key) {
        labels[free] = labels[free - 1]
        free -= 1
      }
      labels[free] = label
    }
    return labels
  }

  /// Byte order of two texts.
  func precedes(_ left: Symbol, _ right: Symbol) -> Bool {
    if left == right { return false }
    return utf8(left).lexicographicallyPrecedes(utf8(right))
  }
}
