internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// The ports of a rule by protocol: each group becomes rules of its own.
///
/// Source: `libcalico-go/lib/backend/k8s/conversion/conversion.go`, `k8sRuleToCalico` and `SimplifyPorts`.
struct PortGroups {
  /// The ports of one protocol; none is all of them, and no protocol is everything.
  struct Group: Hashable, Sendable {
    var ipProtocol: IPProtocol?
    var ports: [CalicoPort]
  }

  /// In the byte order of the protocols' names.
  let groups: [Group]

  /// The groups of a rule; throws for the first entry that is no port to Calico.
  init(_ ports: [PolicyPort], symbols: SymbolTable) throws(PortProblem) {
    guard !ports.isEmpty else {
      groups = [Group(ipProtocol: nil, ports: [])]
      return
    }
    // `nil` stands for all ports, which nothing added later narrows.
    var found: [IPProtocol: [CalicoPort]?] = [:]
    for (index, port) in ports.enumerated() {
      guard let converted = try Self.converted(port, at: index, symbols: symbols) else {
        found[port.ipProtocol] = .some(nil)
        continue
      }
      if let present = found[port.ipProtocol] {
        found[port.ipProtocol] = .some(present.map { $0 + [converted] })
      } else {
        found[port.ipProtocol] = [converted]
      }
    }
    groups = found.map { Group(ipProtocol: $0.key, ports: Self.merged($0.value ?? [])) }
      .sorted { ($0.ipProtocol?.calicoName ?? "") < ($1.ipProtocol?.calicoName ?? "") }
  }

  /// Names first, then the numbers in ascending ranges; unchanged where there is at most one number.
  static func merged(_ ports: [CalicoPort]) -> [CalicoPort] {
    let ranges = ports.compactMap(\.range)
    guard ports.count > 1, ranges.reduce(0, { $0 + Int($1.upper - $1.lower) + 1 }) > 1 else { return ports }
    var result: [PortRange] = []
    for range in ranges.sorted(by: { ($0.lower, $0.upper) < ($1.lower, $1.upper) }) {
      if let last = result.last, Int(range.lower) <= Int(last.upper) + 1 {
        result[result.count - 1].upper = max(last.upper, range.upper)
      } else {
        result.append(range)
      }
    }
    return ports.filter { $0.name != nil } + result.map { .range($0) }
  }

  /// One entry as Calico reads its text; `nil` where it is every port.
  private static func converted(
    _ port: PolicyPort, at index: Int, symbols: SymbolTable
  ) throws(PortProblem) -> CalicoPort? {
    let start: String
    switch port.port {
    case nil: return nil
    case .number(let number): start = String(number)
    case .name(let name): start = symbols.text(name)
    }
    let text = port.endPort.map { "\(start):\($0)" } ?? start
    if isNumber(start), port.endPort.map({ $0 >= 0 }) ?? true { return .range(try range(start, port, index, text)) }
    guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(isNameByte) else {
      let reason = port.endPort == nil ? "is no name of a port" : "has the endPort \(port.endPort ?? 0)"
      throw PortProblem(
        index, ".port", start, reason, "invalid name for named port (\(text))", of: text, port.position)
    }
    return .name(text)
  }

  private static func range(
    _ start: String, _ port: PolicyPort, _ index: Int, _ text: String
  ) throws(PortProblem) -> PortRange {
    guard let first = UInt16(start) else {
      let words =
        port.endPort == nil ? "invalid port format (\(text))" : "invalid minimum port number in range (\(text))"
      throw PortProblem(index, ".port", start, "is above 65535", words, of: text, port.position)
    }
    guard let end = port.endPort else { return PortRange(first) }
    guard let last = UInt16(exactly: end) else {
      let words = "invalid maximum port number in range (\(text))"
      throw PortProblem(index, ".endPort", "\(end)", "is above 65535", words, of: text, port.position)
    }
    guard last >= first else {
      let words = "minimum port number (\(first)) is greater than maximum port number (\(last)) in port range"
      throw PortProblem(index, ".endPort", "\(end)", "is less than port \(first)", words, of: text, port.position)
    }
    return PortRange(first, last)
  }

  private static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 46, 95: true
    default: false
    }
  }
}

/// An entry of a rule's ports that is no port to Calico; the whole rule goes with it.
struct PortProblem: Error, Hashable, Sendable {
  /// The index of the entry.
  var index: Int
  /// The field within it, as in `.endPort`.
  var field: String
  var value: String
  var reason: String
  var engineMessage: String
  var position: SourcePosition

  init(
    _ index: Int, _ field: String, _ value: String, _ reason: String, _ words: String, of text: String,
    _ position: SourcePosition
  ) {
    (self.index, self.field, self.value, self.reason) = (index, field, value, reason)
    engineMessage = "failed to parse k8s port: invalid port \(text): \(words)"
    self.position = position
  }
}

extension IPProtocol {
  /// The name in Calico's resources.
  var calicoName: String { self == .udplite ? "UDPLite" : label }

  /// The name in the engine's own model, in rules and in ids of sets.
  var felixName: String { calicoName.lowercased() }

  /// Whether the engine knows its name.
  var isKnownToCalico: Bool { [.tcp, .udp, .icmp, .icmpv6, .sctp, .udplite].contains(self) }
}
