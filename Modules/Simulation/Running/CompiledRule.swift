internal import Netfilter
internal import Traffic

/// One condition of a rule without names: plain bytes, so that a chain can be scanned without counting references.
enum Condition {
  /// Holds always: a comment.
  case always
  case set(Int32, SetDirections, negated: Bool)
  case ipProtocol(IPProtocol, negated: Bool)
  case source(CIDR, negated: Bool)
  case destination(CIDR, negated: Bool)
  /// The index of a pattern.
  case inInterface(Int32, negated: Bool)
  /// The index of a pattern.
  case outInterface(Int32, negated: Bool)
  case sourcePort(PortRange, negated: Bool)
  case destinationPort(PortRange, negated: Bool)
  /// The index of a list of ranges.
  case multiport(PacketSide, Int32, negated: Bool)
  case mark(UInt32, mask: UInt32, negated: Bool)
  case state(ConnectionState, negated: Bool)
  case addressType(AddressTypeMatch)
  case icmp(IPProtocol, ICMPType, negated: Bool)
  /// Nothing is known of its meaning, or it names a set that is not there.
  case unknown
}

/// What a rule does, with chains by number.
enum Action {
  /// Goes on: counts or logs at most.
  case none
  case accept
  case drop
  case `return`
  case mark(MarkChange)
  case connmark(ConnmarkChange)
  case jump(Int32)
  case goto(Int32)
  /// Nothing is known of its meaning, or it leads to a chain that is not there.
  case unknown
}

/// A rule as it is run.
struct CompiledRule {
  /// Its conditions among those of the program.
  var conditions: Range<Int32>
  var action: Action
  /// Whether it is one of a policy's own rules, of which a trace also notes that they did not match.
  var isPolicyRule: Bool
}

/// A chain as it is run, with what it was made from.
struct CompiledChain {
  var table: TableName
  var chain: Chain
  /// Its rules among those of the program, as many as `chain` has.
  var rules: Range<Int32>
}

/// What an interface is compared with.
struct InterfacePattern {
  /// The name, or its beginning.
  var text: String
  /// Whether any rest may follow.
  var isPrefix: Bool

  init(_ pattern: String) {
    isPrefix = pattern.hasSuffix("+")
    text = isPrefix ? String(pattern.dropLast()) : pattern
  }

  /// Whether the pattern covers a device's name; a missing device has an empty one.
  func matches(_ name: String) -> Bool {
    isPrefix ? name.utf8.starts(with: text.utf8) : name == text
  }
}
