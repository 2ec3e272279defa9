internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// What is wrong with a field, whatever the object.
extension Finding {
  static func wrongType(_ path: String, found: String, expected: String, quote: String?) -> Finding {
    Finding(
      .error, "wrong-type", "\(path.isEmpty ? "the object" : path) is \(found); expected \(expected)",
      notes: quote.map { ["put it in quotes: \"\($0)\""] } ?? [])
  }

  static func countTooLarge(_ path: String, _ value: Int64) -> Finding {
    Finding(.error, "count-too-large", "\(path) is \(value); expected at most \(Int32.max)")
  }

  static func notOneOf(_ path: String, _ text: String, _ values: [String]) -> Finding {
    let quoted = values.map { "\"\($0)\"" }
    let list = quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
    return Finding(.error, "unknown-value", "\(path) is \(Finding.quoted(text)); expected \(list)")
  }

  static func unknownField(_ path: String, _ name: String, in schema: Schema) -> Finding {
    let full = path.isEmpty ? shown(name) : path + "." + shown(name)
    let advice = schema.nearest(to: name).map { "; did you mean \($0)?" } ?? ""
    return Finding(.warning, "unknown-field", "unknown field \(full)\(advice)")
  }

  static func duplicateKey(_ path: String, _ key: String) -> Finding {
    Finding(
      .error, "duplicate-key", "\(path.isEmpty ? "the object" : path) has the key \(quoted(key)) twice",
      notes: ["of two equal keys only one can count; remove one"])
  }

  static func invalidKey(_ path: String, _ key: String) -> Finding {
    Finding(.error, "invalid-name", "\(path) has the key \(quoted(key)); expected \(NameRule.labelKey.expectation)")
  }

  static func keyNotScalar(_ path: String) -> Finding {
    Finding(
      .error, "invalid-key", "\(path.isEmpty ? "the object" : path) has a map or list as a key; expected a string")
  }

  static func mergeNotMap(_ path: String) -> Finding {
    Finding(
      .error, "invalid-merge", "\(path.isEmpty ? "the object" : path) merges something with << that is not a map",
      notes: ["<< takes an alias of a map, a map, or a list of these"])
  }

  static func missing(_ path: String, _ expected: String) -> Finding {
    Finding(.error, "missing-field", "\(path) is missing; expected \(expected)")
  }

  static func negative(_ path: String, _ value: Int64) -> Finding {
    Finding(.error, "negative", "\(path) is \(value); expected 0 or more")
  }

  // MARK: Names

  static func invalidName(_ path: String, _ text: String, _ rule: NameRule) -> Finding {
    Finding(.error, "invalid-name", "\(path) is \(quoted(text)); expected \(rule.expectation)")
  }

  static func nameTooLong(_ path: String, _ length: Int, _ kind: ObjectKind, _ limit: Int) -> Finding {
    Finding(
      .error, "name-too-long", "\(path) has \(length) characters; expected at most \(limit) for a \(kind.name)",
      notes: ["the names of its pods are made from it"])
  }

  static func nullLabel(_ path: String) -> Finding {
    Finding(.warning, "null-label", "\(path) is null; taken as the empty string", notes: ["write \"\" for it"])
  }

  // MARK: Ports and addresses

  static func invalidPort(_ path: String, _ port: Int64) -> Finding {
    Finding(.error, "invalid-port", "\(path) is \(port); expected a port from 1 to 65535")
  }

  static func quotedPort(_ path: String, _ text: String) -> Finding {
    Finding(
      .error, "quoted-port", "\(path) is the string \(quoted(text)), which is no port's name",
      notes: ["write \(text) without quotes for the port number"])
  }

  static func repeatedPortName(_ path: String, _ name: String) -> Finding {
    Finding(.error, "repeated-port-name", "\(path) is \(quoted(name)), which another port here has, too")
  }

  static func repeatedPort(_ path: String, _ port: UInt16, _ ipProtocol: String) -> Finding {
    Finding(.error, "repeated-port", "\(path) is \(port)/\(ipProtocol), which another port of the service is, too")
  }

  static func invalidAddress(_ path: String, _ text: String) -> Finding {
    Finding(.error, "invalid-address", "\(path) is \(quoted(text)); expected an address such as 10.0.0.1 or fd00::1")
  }

  static func invalidBlock(_ path: String, _ text: String) -> Finding {
    let isAddress = lenientAddress(text) != nil
    let length = text.contains(":") ? 128 : 32
    return Finding(
      .error, "invalid-block", "\(path) is \(quoted(text)); expected a block such as 10.0.0.0/8 or fd00::/64",
      notes: isAddress ? ["write \(text)/\(length) for the one address"] : [])
  }

  private static func shown(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { $0 > 32 && $0 < 127 } && (1...80).contains(name.utf8.count)
    return isPlain ? name : quoted(name)
  }
}
