import Diagnostics
import Manifests
import Support
import Testing

/// A text with everything that is to be said about it, notes on the whole input left out.
struct MessageCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let expected: String

  init(_ name: String, _ text: String, _ expected: String) {
    (self.name, self.text, self.expected) = (name, text, expected)
  }

  var testDescription: String { name }

  /// Reads the text behind `head` and compares.
  func expect(below head: String = "", sourceLocation: SourceLocation = #_sourceLocation) {
    let said = load(head + text).problems
    #expect(said == expected, "\(LineDifference(expected: expected, printed: said))", sourceLocation: sourceLocation)
  }
}

/// Reads a text as the file `in.yaml`.
func load(_ text: String, options: ManifestOptions = ManifestOptions()) -> LoadedManifests {
  ManifestReader.load(text: Array(text.utf8), name: "in.yaml", options: options)
}

extension LoadedManifests {
  /// The errors and warnings as they are printed.
  var problems: String {
    diagnostics.filter { $0.severity > .note }.map(\.description).joined(separator: "\n")
  }

  /// The notes on the whole input as they are printed.
  var notes: [String] { diagnostics.filter { $0.severity == .note }.map(\.description) }
}
