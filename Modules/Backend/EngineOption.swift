/// A setting of an engine as a user writes it: `interfacePrefix=cali`.
public struct EngineOption: Hashable, Sendable, CustomStringConvertible {
  /// The name of the setting.
  public var key: String
  /// Its value.
  public var value: String

  /// A setting.
  public init(_ key: String, _ value: String) { (self.key, self.value) = (key, value) }

  /// Reads `key=value`, split at the first `=`; `nil` where there is none or nothing before it.
  public init?(_ text: String) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
    self.init(String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  /// `key=value`.
  public var description: String { "\(key)=\(value)" }
}

/// A setting that an engine takes.
public struct EngineOptionDescription: Hashable, Sendable {
  /// The name of the setting, as the engine spells it.
  public var key: String
  /// The values that it takes, as in `DROP|ACCEPT|RETURN`.
  public var values: String
  /// The value where none is given.
  public var standard: String
  /// What it changes in the program; no capital, no full stop.
  public var meaning: String

  /// A setting that an engine takes.
  public init(_ key: String, values: String, standard: String, meaning: String) {
    (self.key, self.values, self.standard, self.meaning) = (key, values, standard, meaning)
  }
}

/// A setting that an engine does not take, or not with this value.
public struct EngineOptionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the value; `nil` if the engine knows no such setting.
  public var expected: String?
  /// The setting as written.
  public var option: EngineOption
  /// The engine, as `id@version`.
  public var engine: String
  /// The names of the settings that the engine takes.
  public var known: [String]

  /// An option that `descriptor`'s engine does not know, or whose value is not `expected`.
  public init(_ option: EngineOption, of descriptor: BackendDescriptor, expected: String? = nil) {
    self.option = option
    self.expected = expected
    engine = descriptor.name
    known = descriptor.options.map(\.key)
  }

  /// The option, the value and what was expected.
  public var description: String {
    if let expected { return "option \(option.key) of engine \(engine) is \"\(option.value)\"; expected \(expected)" }
    return known.isEmpty
      ? "engine \(engine) takes no options, and so not \"\(option.key)\""
      : "engine \(engine) has no option \"\(option.key)\"; expected one of \(known.joined(separator: ", "))"
  }
}
