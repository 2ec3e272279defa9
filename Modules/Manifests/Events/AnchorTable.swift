/// The anchors of one document, and the events of the nodes they name.
///
/// The nodes of nested anchors lie within one another on one tape, so that the tape never outgrows the document.
struct AnchorTable: ~Copyable {
  private var tape = Tape()
  private var numbers: [String: UInt32] = [:]
  private var ranges: [TapeRange] = []
  private var open: [(number: UInt32, depth: Int)] = []

  /// Whether a node under an anchor is being read, so that events are to be recorded.
  var isRecording: Bool { !open.isEmpty }
  /// How many events are recorded.
  var eventCount: Int { tape.count }
  /// How many bytes of text are recorded.
  var textCount: Int { tape.textCount }

  /// The number of the anchor's latest node; `nil` if there is none so far.
  func number(of name: String) -> UInt32? { numbers[name] }

  /// Whether the anchor's node is still being read.
  func isOpen(_ number: UInt32) -> Bool { open.contains { $0.number == number } }

  /// The events of an anchor's node.
  func range(of number: UInt32) -> TapeRange { ranges[Int(number)] }

  /// A recorded event.
  func event(_ index: Int) -> Event { tape[index] }

  /// Names the scalar that is recorded next.
  mutating func defineScalar(_ name: String) {
    numbers[name] = UInt32(ranges.count)
    ranges.append(TapeRange(owner: .anchors, start: tape.count, end: tape.count + 1))
  }

  /// Names the collection that is recorded next; `depth` is its level, its own start counted.
  mutating func beginCollection(_ name: String, depth: Int) {
    let number = UInt32(ranges.count)
    numbers[name] = number
    ranges.append(TapeRange(owner: .anchors, start: tape.count, end: tape.count))
    open.append((number, depth))
  }

  /// Records an event.
  mutating func record(_ event: borrowing Event) { tape.append(event) }

  /// Notes that a collection of this level has ended and been recorded.
  mutating func endCollection(depth: Int) {
    guard let last = open.last, last.depth == depth else { return }
    ranges[Int(last.number)].end = tape.count
    open.removeLast()
  }

  /// Forgets everything.
  mutating func removeAll() {
    if ranges.isEmpty { return }
    tape.removeAll()
    numbers.removeAll()
    ranges.removeAll()
    open.removeAll()
  }
}
