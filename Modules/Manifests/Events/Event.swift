internal import CLibYAML

/// What an event is.
enum EventKind {
  case none, streamStart, streamEnd, documentStart, documentEnd
  case alias, scalar, sequenceStart, sequenceEnd, mappingStart, mappingEnd

  /// libyaml's name for it.
  @inline(__always)
  init(_ type: yaml_event_type_t) {
    switch type {
    case YAML_SCALAR_EVENT: self = .scalar
    case YAML_MAPPING_START_EVENT: self = .mappingStart
    case YAML_MAPPING_END_EVENT: self = .mappingEnd
    case YAML_SEQUENCE_START_EVENT: self = .sequenceStart
    case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
    case YAML_ALIAS_EVENT: self = .alias
    case YAML_DOCUMENT_START_EVENT: self = .documentStart
    case YAML_DOCUMENT_END_EVENT: self = .documentEnd
    case YAML_STREAM_START_EVENT: self = .streamStart
    case YAML_STREAM_END_EVENT: self = .streamEnd
    default: self = .none
    }
  }
}

/// The tags that say how a scalar is meant, as far as Kubernetes' own reader heeds them.
enum Tag: UInt8 {
  /// None: a plain scalar means what it looks like, a quoted one is a string.
  case none
  case string, integer, float, bool, null
  /// Any other; means nothing.
  case other

  /// The tag with this NUL-ended name.
  init(_ name: UnsafePointer<yaml_char_t>?) {
    guard let name else {
      self = .none
      return
    }
    switch String(cString: name) {
    case "!", "tag:yaml.org,2002:str": self = .string
    case "tag:yaml.org,2002:int": self = .integer
    case "tag:yaml.org,2002:float": self = .float
    case "tag:yaml.org,2002:bool": self = .bool
    case "tag:yaml.org,2002:null": self = .null
    default: self = .other
    }
  }
}

/// One step through the text: a scalar, or the begin or end of a collection.
struct Event {
  var kind = EventKind.none
  var tag = Tag.none
  /// Whether a scalar stands without quotes.
  var isPlain = false
  /// The line, from 1.
  var line: UInt32 = 0
  /// The column in characters, from 1.
  var column: UInt32 = 0
  /// For an alias, the number of its anchor.
  var anchor: UInt32 = 0
  /// For a scalar, its bytes; they last until the reader moves on.
  var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

  /// Whether it is the merge key `<<`.
  var isMergeKey: Bool { kind == .scalar && isPlain && text.count == 2 && text[0] == 60 && text[1] == 60 }
}
