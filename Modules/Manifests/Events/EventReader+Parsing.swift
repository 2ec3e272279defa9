internal import CLibYAML

extension EventReader {
  /// Sets libyaml up to read from the source.
  func start() {
    raw.initialize(to: yaml_event_t())
    parser.initialize(to: yaml_parser_t())
    // Fails only without memory for its first buffers; then every parse fails too, and is reported.
    _ = yaml_parser_initialize(parser)
    yaml_parser_set_input(parser, readBytes, Unmanaged.passUnretained(source).toOpaque())
  }

  /// Reads the next event from libyaml into `current`.
  mutating func pull() throws(Stop) {
    yaml_event_delete(raw)
    guard yaml_parser_parse(parser, raw) == 1 else { throw parserFailure() }
    source.progress.pointee &+= 1
    let kind = EventKind(raw.pointee.type)
    current.kind = kind
    current.line = UInt32(truncatingIfNeeded: raw.pointee.start_mark.line &+ 1) &+ firstLine
    current.column = UInt32(truncatingIfNeeded: raw.pointee.start_mark.column &+ 1)
    switch kind {
    case .scalar: try takeScalar()
    case .mappingStart: try takeCollection(raw.pointee.data.mapping_start.anchor)
    case .sequenceStart: try takeCollection(raw.pointee.data.sequence_start.anchor)
    case .mappingEnd, .sequenceEnd:
      // The last scalar's text is gone with its event.
      current.text = UnsafeBufferPointer(start: nil, count: 0)
      if anchors.isRecording {
        anchors.record(current)
        anchors.endCollection(depth: liveDepth)
      }
      liveDepth -= 1
    case .alias: try takeAlias()
    case .documentStart: forget()
    default: break
    }
  }

  private mutating func takeScalar() throws(Stop) {
    current.text = UnsafeBufferPointer(start: raw.pointee.data.scalar.value, count: raw.pointee.data.scalar.length)
    current.isPlain = raw.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE
    current.tag = Tag(raw.pointee.data.scalar.tag)
    if let anchor = raw.pointee.data.scalar.anchor { anchors.defineScalar(String(cString: anchor)) }
    if raw.pointee.data.scalar.anchor != nil || anchors.isRecording { try record(current) }
  }

  private mutating func takeCollection(_ anchor: UnsafeMutablePointer<yaml_char_t>?) throws(Stop) {
    current.text = UnsafeBufferPointer(start: nil, count: 0)
    current.tag = .none
    liveDepth += 1
    if let anchor { anchors.beginCollection(String(cString: anchor), depth: liveDepth) }
    if anchors.isRecording { try record(current) }
  }

  private mutating func takeAlias() throws(Stop) {
    let name = String(cString: raw.pointee.data.alias.anchor)
    guard let number = anchors.number(of: name) else { throw stop(.undefinedAlias(name)) }
    if anchors.isOpen(number) { throw stop(.cyclicAlias(name)) }
    current.text = UnsafeBufferPointer(start: nil, count: 0)
    current.anchor = number
    if anchors.isRecording { try record(current) }
  }

  private mutating func record(_ event: Event) throws(Stop) {
    anchors.record(event)
    try checkHeld()
  }
}

/// libyaml's read handler.
func readBytes(
  _ data: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int,
  _ sizeRead: UnsafeMutablePointer<Int>?
) -> Int32 {
  guard let data, let buffer, let sizeRead else { return 0 }
  let source = Unmanaged<ByteSource>.fromOpaque(data).takeUnretainedValue()
  guard let count = source.read(into: buffer, capacity: size) else { return 0 }
  sizeRead.pointee = count
  return 1
}
