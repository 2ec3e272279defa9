internal import ArgumentParser

/// What `moat translate` prints.
enum TranslationFormat: ExpressibleByArgument, Hashable, Sendable {
  /// For reading.
  case text
  /// For the engine's tools.
  case restore
  /// Schema `moat.translate/1`.
  case json
  /// The engine's own resources.
  case native
  /// The same, under an engine's id; any other word is taken for one.
  case engine(String)

  init(argument: String) {
    switch argument {
    case "text": self = .text
    case "restore": self = .restore
    case "json": self = .json
    case "native": self = .native
    default: self = .engine(argument)
    }
  }

  /// Whether it shows the programs of address families, and not what the engine makes them of.
  var hasFamilies: Bool { [.text, .restore, .json].contains(self) }

  var defaultValueDescription: String { "text" }

  static var allValueStrings: [String] { ["text", "restore", "json", "native"] }
}
