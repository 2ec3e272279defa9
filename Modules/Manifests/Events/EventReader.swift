internal import CLibYAML
internal import Diagnostics

/// Ends the reading of a file; the reader's `failure` says why.
struct Stop: Error {}

/// Walks through a file's events with one event of lookahead, and lets parts of it be read again.
///
/// Aliases are not followed by themselves: `current` is the alias until `followAlias()` puts its node in its place. What
/// skips it therefore never pays for what it stands for.
struct EventReader: ~Copyable {
  /// The event that is looked at.
  var current = Event()
  /// Why reading ended, once `Stop` was thrown.
  private(set) var failure: (finding: Finding, line: UInt32, column: UInt32)?

  let source: ByteSource
  let limits: ManifestLimits
  /// How many lines of the file lie before the first that libyaml sees.
  let firstLine: UInt32

  let parser: UnsafeMutablePointer<yaml_parser_t>
  let raw: UnsafeMutablePointer<yaml_event_t>
  var anchors = AnchorTable()
  var heldTape = Tape()
  /// Depth of nesting in what libyaml reads.
  var liveDepth = 0
  /// Depth of nesting in what was handed out.
  private var depth = 0
  private var replays: [Replay] = []
  private var repeated = 0
  private var repeatedBytes = 0

  /// A stretch of tape that is being read.
  private struct Replay {
    var range: TapeRange
    /// Whether reading must not run on behind it.
    var isBounded: Bool
  }

  /// A reader in front of the first event.
  init(_ source: ByteSource, limits: ManifestLimits, firstLine: Int = 0) {
    self.source = source
    self.limits = limits
    self.firstLine = UInt32(truncatingIfNeeded: firstLine)
    parser = .allocate(capacity: 1)
    raw = .allocate(capacity: 1)
    start()
  }

  deinit {
    yaml_event_delete(raw)
    yaml_parser_delete(parser)
    raw.deallocate()
    parser.deallocate()
  }

  /// Moves on by one event.
  mutating func advance() throws(Stop) {
    if replays.isEmpty { try pull() } else { try replay() }
    switch current.kind {
    case .mappingStart, .sequenceStart:
      depth += 1
      if depth > limits.nesting { throw stop(.nestedTooDeep(limits.nesting)) }
    case .mappingEnd, .sequenceEnd: depth -= 1
    default: break
    }
  }

  /// Moves on behind the node at `current`, without a look at what it holds.
  mutating func skip() throws(Stop) {
    let outer = depth
    switch current.kind {
    case .mappingStart, .sequenceStart:
      while depth >= outer { try advance() }
    default: break
    }
    try advance()
  }

  /// Puts the node that `current` stands for in its place, if it is an alias.
  mutating func followAlias() throws(Stop) {
    while current.kind == .alias {
      try push(anchors.range(of: current.anchor), isBounded: false)
      try advance()
    }
  }

  /// Skips the node at `current`, keeping it so that `reread` can read it.
  mutating func hold() throws(Stop) -> TapeRange {
    if current.kind == .alias {
      let range = anchors.range(of: current.anchor)
      try advance()
      return range
    }
    if let last = replays.indices.last {
      let (owner, start) = (replays[last].range.owner, replays[last].range.start - 1)
      let outer = depth
      if current.kind == .mappingStart || current.kind == .sequenceStart { while depth >= outer { try advance() } }
      let range = TapeRange(owner: owner, start: start, end: replays[last].range.start)
      try advance()
      return range
    }
    return try record()
  }

  /// Whether a held node is a map.
  func isMapping(_ range: TapeRange) -> Bool {
    let first = range.owner == .anchors ? anchors.event(range.start) : heldTape[range.start]
    return first.kind == .mappingStart
  }

  /// Begins to read a held node; the returned event goes to `endReread`, once the node was read to its end.
  mutating func beginReread(_ range: TapeRange) throws(Stop) -> Event {
    let saved = current
    try push(range, isBounded: true)
    try advance()
    return saved
  }

  /// Goes back to where `beginReread` was called, which must have been at the end of a mapping.
  mutating func endReread(_ saved: Event) {
    replays.removeLast()
    current = saved
  }

  /// Records why reading ends, at `current` unless `place` says otherwise.
  mutating func stop(_ finding: Finding, at place: (line: UInt32, column: UInt32)? = nil) -> Stop {
    failure = (finding, place?.line ?? max(current.line, 1), place?.column ?? max(current.column, 1))
    return Stop()
  }

  /// Forgets the document's anchors and held nodes.
  mutating func forget() {
    anchors.removeAll()
    if heldTape.count > 0 { heldTape.removeAll() }
  }

  private mutating func record() throws(Stop) -> TapeRange {
    let start = heldTape.count
    let outer = depth
    heldTape.append(current)
    if current.kind == .mappingStart || current.kind == .sequenceStart {
      while depth >= outer {
        try advance()
        heldTape.append(current)
        try checkHeld()
      }
    }
    let range = TapeRange(owner: .held, start: start, end: heldTape.count)
    try advance()
    return range
  }

  /// Throws once the tapes hold more than the limits allow.
  mutating func checkHeld() throws(Stop) {
    let values = heldTape.count + anchors.eventCount
    let bytes = heldTape.textCount + anchors.textCount
    if values > limits.heldValues || bytes > limits.heldBytes { throw stop(.tooMuchHeld(limits)) }
  }

  private mutating func push(_ range: TapeRange, isBounded: Bool) throws(Stop) {
    if replays.count >= limits.nesting { throw stop(.nestedTooDeep(limits.nesting)) }
    replays.append(Replay(range: range, isBounded: isBounded))
  }

  private mutating func replay() throws(Stop) {
    while let last = replays.indices.last {
      let index = replays[last].range.start
      if index < replays[last].range.end {
        replays[last].range.start = index + 1
        current = replays[last].range.owner == .anchors ? anchors.event(index) : heldTape[index]
        return try countRepeated()
      }
      if replays[last].isBounded {
        current.kind = .none
        return
      }
      replays.removeLast()
    }
    try pull()
  }

  private mutating func countRepeated() throws(Stop) {
    repeated += 1
    repeatedBytes += current.text.count
    if repeated > limits.repeatedValues + 10 * source.progress.pointee || repeatedBytes > limits.repeatedBytes {
      throw stop(.repeatedTooOften(limits))
    }
  }
}
