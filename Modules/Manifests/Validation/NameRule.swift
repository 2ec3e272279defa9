/// The API's rules for names, each with the words that say what it expects.
enum NameRule: UInt8 {
  case labelKey, labelValue, subdomain, dnsLabel, serviceName, portName

  /// What a message says was expected.
  var expectation: String {
    switch self {
    case .labelKey:
      "at most 63 letters, digits, \"-\", \"_\" and \".\" that begin and end with a letter or digit, "
        + "if need be behind a DNS name and \"/\""
    case .labelValue:
      "at most 63 letters, digits, \"-\", \"_\" and \".\" that begin and end with a letter or digit, or nothing"
    case .subdomain:
      "at most 253 lower-case letters, digits, \"-\" and \".\", each part beginning and ending with a letter or digit"
    case .dnsLabel: "at most 63 lower-case letters, digits and \"-\" that begin and end with a letter or digit"
    case .serviceName:
      "at most 63 lower-case letters, digits and \"-\" that begin with a letter and end with a letter or digit"
    case .portName:
      "at most 15 lower-case letters, digits and single \"-\", with at least one letter, "
        + "that begin and end with a letter or digit"
    }
  }

  /// Whether `text` obeys the rule.
  func accepts(_ text: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .labelKey:
      guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return Self.isQualified(text) && !text.isEmpty }
      let (prefix, name) = (text[..<slash], text[(slash + 1)...])
      return NameRule.subdomain.accepts(prefix) && !name.isEmpty && Self.isQualified(name)
    case .labelValue: return Self.isQualified(text)
    case .subdomain:
      return !text.isEmpty && text.count <= 253
        && text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(Self.isLabel)
    case .dnsLabel: return text.count <= 63 && Self.isLabel(text)
    case .serviceName:
      return text.count <= 63 && Self.isLabel(text) && text.first.map { $0 >= UInt8(ascii: "a") } == true
    case .portName: return Self.isPortName(text)
    }
  }

  private static func isQualified(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last else { return true }
    return text.count <= 63 && isLetterOrDigit(first) && isLetterOrDigit(last)
      && text.allSatisfy { isLetterOrDigit($0) || $0 == 45 || $0 == 46 || $0 == 95 }
  }

  private static func isLabel(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    return isLowerOrDigit(first) && isLowerOrDigit(last) && text.allSatisfy { isLowerOrDigit($0) || $0 == 45 }
  }

  private static func isPortName(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= 15, isLabel(text), text.contains(where: { $0 >= UInt8(ascii: "a") }) else { return false }
    return !zip(text, text.dropFirst()).contains { $0 == 45 && $1 == 45 }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isLowerOrDigit(byte) || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
  }

  private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || (byte >= 48 && byte <= 57)
  }
}

extension ManifestReader {
  /// What is wrong with a label that does not come from a manifest; `nil` where the API server would take it.
  package static func objection(toLabel key: String, _ value: String) -> String? {
    for (text, rule, word) in [(key, NameRule.labelKey, "key"), (value, .labelValue, "value")]
    where !rule.accepts(Array(text.utf8)[...]) {
      return "\"\(text)\" is no \(word) of a label; expected \(rule.expectation)"
    }
    return nil
  }
}
