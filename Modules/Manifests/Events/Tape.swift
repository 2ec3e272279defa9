/// Events kept for another reading, in two arrays: 20 bytes an event, and their texts end to end.
///
/// The texts lie at an address that only `append` moves, so that events read from a tape can point into it.
struct Tape: ~Copyable {
  private struct Entry {
    var kind: EventKind
    var tag: Tag
    var isPlain: Bool
    var line: UInt32
    var column: UInt32
    var start: UInt32
    /// The text's length; for an alias, the anchor's number.
    var length: UInt32
  }

  private var entries: [Entry] = []
  private var texts = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
  private var capacity = 1
  /// How many bytes of text it holds.
  private(set) var textCount = 0

  /// How many events it holds.
  var count: Int { entries.count }

  deinit { texts.deallocate() }

  /// Adds an event and copies its text.
  mutating func append(_ event: borrowing Event) {
    reserve(event.text.count)
    if let start = event.text.baseAddress { (texts + textCount).update(from: start, count: event.text.count) }
    entries.append(
      Entry(
        kind: event.kind, tag: event.tag, isPlain: event.isPlain, line: event.line, column: event.column,
        start: UInt32(textCount), length: event.kind == .alias ? event.anchor : UInt32(event.text.count)))
    textCount += event.text.count
  }

  /// The event at `index`.
  subscript(index: Int) -> Event {
    let entry = entries[index]
    var event = Event(
      kind: entry.kind, tag: entry.tag, isPlain: entry.isPlain, line: entry.line, column: entry.column)
    if entry.kind == .alias {
      event.anchor = entry.length
    } else {
      event.text = UnsafeBufferPointer(start: texts + Int(entry.start), count: Int(entry.length))
    }
    return event
  }

  /// Forgets the events from `count` on.
  mutating func truncate(to count: Int) {
    guard count < entries.count else { return }
    textCount = Int(entries[count].start)
    entries.removeSubrange(count...)
  }

  /// Forgets everything, but keeps a moderate amount of memory for the next time.
  mutating func removeAll() {
    entries.removeAll(keepingCapacity: entries.count < 4096)
    textCount = 0
  }

  private mutating func reserve(_ more: Int) {
    guard textCount + more > capacity else { return }
    capacity = max(capacity * 2, textCount + more, 256)
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    grown.update(from: texts, count: textCount)
    texts.deallocate()
    texts = grown
  }
}

/// A node's events on one of the reader's tapes.
struct TapeRange {
  /// Which tape.
  enum Owner {
    /// That of the document's anchors.
    case anchors
    /// That of the fields which stand in front of their object's kind.
    case held
  }

  var owner: Owner
  var start: Int
  var end: Int
}
