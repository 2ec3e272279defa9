internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// Protocols, port numbers and names.
extension ManifestDecoder {
  /// Reads TCP, UDP or SCTP; `nil` for null.
  mutating func readProtocol() throws(Stop) -> IPProtocol? {
    let place = position
    guard let text = try readText() else { return nil }
    switch text {
    case "TCP": return .tcp
    case "UDP": return .udp
    case "SCTP": return .sctp
    default:
      add(.notOneOf(pathText, text, ["TCP", "UDP", "SCTP"]), at: place)
      return nil
    }
  }

  /// Reads a port number.
  mutating func readPort() throws(Stop) -> UInt16? {
    let place = position
    guard let number = try readInteger() else { return nil }
    return checkPort(number, at: place)
  }

  /// Reads a port number, or the name of a container's port.
  mutating func readPortReference() throws(Stop) -> PortReference? {
    guard try isScalar(.integerOrString) else { return nil }
    let place = position
    switch scalar {
    case .integer, .float: return try readPort().map { .number(Int32($0)) }
    case .bool:
      addWrongType(.integerOrString)
      try events.skip()
      return nil
    case .null, .string:
      guard let name = try readSymbol() else { return nil }
      return checkPortName(name, at: place) ? .name(name) : nil
    }
  }

  /// Reads a port's name; `nil` for null and the empty name.
  mutating func readPortName() throws(Stop) -> Symbol? {
    let place = position
    guard let name = try readSymbol(), name != .empty else { return nil }
    return checkPortName(name, at: place) ? name : nil
  }

  private mutating func checkPortName(_ name: Symbol, at place: SourcePosition) -> Bool {
    if names.isValid(name, .portName, in: symbols) { return true }
    let text = symbols.text(name)
    if UInt16(text) != nil { add(.quotedPort(pathText, text), at: place) } else { check(name, .portName, at: place) }
    return false
  }
}
