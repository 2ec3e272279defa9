internal import CLibYAML

/// What an event is; the numbers are libyaml's.
enum EventKind: UInt8 {
  case none, streamStart, streamEnd, documentStart, documentEnd
  case alias, scalar, sequenceStart, sequenceEnd, mappingStart, mappingEnd
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
